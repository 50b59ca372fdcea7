using System.Net;
using Skapi.Rtc.Managed.Io;

namespace Skapi.Rtc.Managed.Peer;

/// <content>TCP connections to the other side (RFC 6544), for networks that block UDP.</content>
internal sealed partial class ManagedPeer : IStreamPeer
{
    // The other side may choose a pair a little later, and what it sent over another one is still under way.
    private static readonly TimeSpan UnusedStreamDelay = TimeSpan.FromSeconds(3);

    private readonly StreamPaths _paths;
    private TimeSpan? _unusedStreamsDue;

    private bool IsPathBlocked => _core.Ice.Current is { Base: StreamEndPoint local } pair && _paths.IsBlocked(local, pair.Remote.Address);

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
    void IFrameHandler.HandleClosed(FramedConnection connection) => HandleInput(() =>
    {
        _paths.Remove(connection);
        _core.OnStreamClosed(connection.Local, connection.Remote, Now);
    });

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
        CanSend &= !IsPathBlocked;
    }

    private void ScheduleUnusedStreams(TimeSpan now)
    {
        if (_paths.Count > 0 && _core.Ice.Selected is { } pair && !(_paths.Count == 1 && _paths.Has(pair.Base, pair.Remote.Address)))
            _unusedStreamsDue ??= now + UnusedStreamDelay;
    }

    private void CloseUnusedStreams(TimeSpan now)
    {
        _unusedStreamsDue = null;
        if (_core.Ice.Selected is not { } pair)
            return;

        foreach (var unused in _paths.CloseUnused(pair.Base, pair.Remote.Address))
            _core.OnStreamClosed(unused.Local, unused.Remote, now);
    }
}
