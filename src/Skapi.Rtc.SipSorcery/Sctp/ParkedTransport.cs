using System.Net.Sockets;
using Org.BouncyCastle.Tls;

namespace Skapi.Rtc.SipSorcery.Sctp;

/// <summary>
/// A transport that leads nowhere. A peer connection of SIPSorcery runs an SCTP association of its own, which cannot close a channel on
/// both sides. That association gets this transport, and <see cref="SctpSession"/> gets the real one.
/// </summary>
internal sealed class ParkedTransport : DatagramTransport
{
    private const int Limit = 1200;

    public int GetReceiveLimit() => Limit;

    public int GetSendLimit() => Limit;

    /// <summary>Fails like a lost socket, so that the stack ends its receive thread.</summary>
    public int Receive(byte[] buf, int off, int len, int waitMillis) => throw Lost();

    public int Receive(Span<byte> buffer, int waitMillis) => throw Lost();

    public void Send(byte[] buf, int off, int len)
    {
    }

    public void Send(ReadOnlySpan<byte> buffer)
    {
    }

    public void Close()
    {
    }

    private static TlsFatalAlert Lost() => new(AlertDescription.internal_error, new SocketException((int)SocketError.NotConnected));
}
