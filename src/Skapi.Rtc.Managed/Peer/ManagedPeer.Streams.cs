using System.Net;
using Skapi.Rtc.Managed.Io;

namespace Skapi.Rtc.Managed.Peer;

/// <content>TCP connections to the other side (RFC 6544), for networks that block UDP.</content>
internal sealed partial class ManagedPeer : IStreamPeer
{
    private readonly StreamPaths _paths;

    /// <inheritdoc/>
    void IStreamPeer.HandleAccepted(FramedConnection connection)
    {
        lock (Gate)
        {
            if (_isDisposed || _hasFaulted)
                connection.Dispose();
            else
                _paths.Accept(connection);
        }
    }

    /// <inheritdoc/>
    void IFrameHandler.HandleFrame(FramedConnection connection, Span<byte> datagram)
    {
        lock (Gate)
        {
            if (!datagram.IsEmpty && _paths.Has(connection))
                HandleDatagrams(connection.Local, connection.Remote, datagram);
        }
    }

    /// <inheritdoc/>
    void IFrameHandler.HandleClosed(FramedConnection connection) => HandleInput(() => _paths.Remove(connection));

    /// <inheritdoc/>
    void IFrameHandler.HandleWritable(FramedConnection connection) => HandleInput(static () => { });

    private void AddStreamHosts(IEnumerable<IPAddress> addresses)
    {
        if (_settings.StreamPort is not { } shared || _settings.IsRelayOnly)
            return;

        if (shared.TryJoin(this, _core.Ice.Local.UsernameFragment) is not { } port)
        {
            ManagedLog.StreamPortNotOpened(Logger);
            return;
        }

        foreach (var address in addresses)
            _core.Ice.AddStreamHost(new StreamEndPoint(address, port), Now);
    }

    private void SendOverStream(StreamEndPoint from, IPEndPoint to, ReadOnlySpan<byte> datagram, DatagramKind kind)
    {
        // A stream has no MTU that a probe could find.
        if (kind == DatagramKind.Probe || !_paths.TrySend(from, to, datagram, Now))
            return;

        _packetsSent++;
        _bytesSent += datagram.Length;
        CanSend &= !_paths.IsBlocked;
    }
}
