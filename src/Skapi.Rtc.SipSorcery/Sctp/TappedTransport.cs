using System.Net;
using Org.BouncyCastle.Tls;
using SIPSorcery.Net;

namespace Skapi.Rtc.SipSorcery.Sctp;

/// <summary>The DTLS transport of a peer connection for the SCTP association. Each packet passes the tap.</summary>
/// <remarks>
/// The stack's own receive method sleeps 25 ms whenever nothing is there, which costs most of the throughput. So this one calls it only
/// after a datagram has arrived, and every 100 ms, because a datagram from before it listened may be left.
/// </remarks>
internal sealed class TappedTransport : DatagramTransport, IDisposable
{
    private const int LongestWait = 100;

    private readonly DatagramTransport _dtls;
    private readonly RTPChannel _socket;
    private readonly IPacketTap _tap;
    private readonly SemaphoreSlim _arrived = new(0);
    private bool _isDrained;

    public TappedTransport(DatagramTransport dtls, RTPChannel socket, IPacketTap tap)
    {
        _dtls = dtls;
        _socket = socket;
        _tap = tap;
        _socket.OnRTPDataReceived += OnDatagram;
    }

    public int GetReceiveLimit() => _dtls.GetReceiveLimit();

    public int GetSendLimit() => _dtls.GetSendLimit();

    public int Receive(byte[] buf, int off, int len, int waitMillis)
    {
        if (_isDrained)
            _arrived.Wait(Math.Min(waitMillis, LongestWait));

        // Zero would wait without a limit.
        var length = _dtls.Receive(buf, off, len, 1);
        if (length > 0)
            _tap.Received(buf, off, length);
        else
            _isDrained = true;

        return length;
    }

    public int Receive(Span<byte> buffer, int waitMillis) => throw new NotSupportedException("SIPSorcery receives into arrays.");

    public void Send(byte[] buf, int off, int len) => Send(buf.AsSpan(off, len));

    public void Send(ReadOnlySpan<byte> buffer)
    {
        var packet = _tap.Sending(buffer);
        _dtls.Send(packet);
        _tap.Sent(packet);
    }

    public void Close() => _dtls.Close();

    public void Dispose()
    {
        _socket.OnRTPDataReceived -= OnDatagram;
        _arrived.Release();
    }

    /// <summary>DTLS records begin with 20 to 63 (RFC 7983, section 7).</summary>
    private void OnDatagram(int localPort, IPEndPoint from, byte[] datagram)
    {
        if (datagram is [>= 20 and <= 63, ..])
            _arrived.Release();
    }
}
