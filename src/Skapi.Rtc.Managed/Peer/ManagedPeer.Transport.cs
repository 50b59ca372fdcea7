using System.Net;
using Skapi.Rtc.Managed.Core;
using Skapi.Rtc.Managed.Io;
using Skapi.Rtc.Managed.Timing;
using Skapi.Rtc.Peers;

namespace Skapi.Rtc.Managed.Peer;

/// <content>The network below the core: sockets, the timer, and the states of the transports.</content>
internal sealed partial class ManagedPeer : IPeerCoreListener, IDatagramHandler
{
    // How soon a full buffer of the system is tried again. An acknowledgement that arrives before tries it, too.
    private static readonly TimeSpan BlockedRetry = TimeSpan.FromMilliseconds(1);

    private readonly ITimer _timer;
    private readonly List<IDatagramSocket> _sockets = [];
    private bool _hasFaulted;
    private string? _failure;

    /// <inheritdoc/>
    void IDatagramHandler.HandleDatagram(IPEndPoint local, IPEndPoint from, Span<byte> datagrams)
    {
        lock (Gate)
            HandleDatagrams(local, from, datagrams);
    }

    /// <inheritdoc/>
    void IDatagramHandler.HandleSocketFailure(IPEndPoint local, Exception error) => HandleInput(() => RemoveSocket(local, error));

    /// <inheritdoc/>
    public bool CanSend { get; private set; } = true;

    /// <inheritdoc/>
    public void Flush()
    {
        if (_hasFaulted)
            return;

        try
        {
            var now = Now;
            if (!CanSend)
                FlushSockets();

            _core.Flush(now);
            FlushSockets();
            if (_core.Association is not null)
                _channels.UpdateBufferedAmounts();

            Schedule(now);
        }
        catch (Exception error)
        {
            FailPeer(error);
        }
    }

    /// <inheritdoc/>
    void IPeerCoreListener.Send(IPEndPoint from, IPEndPoint to, ReadOnlySpan<byte> datagram, DatagramKind kind)
    {
        if (from is StreamEndPoint stream)
        {
            SendOverStream(stream, to, datagram, kind);
            return;
        }

        foreach (var socket in _sockets)
        {
            if (ReferenceEquals(socket.LocalEndPoint, from) || socket.LocalEndPoint.Equals(from))
            {
                _packetsSent++;
                _bytesSent += datagram.Length;
                socket.Send(to, datagram, kind);
                CanSend &= !socket.IsBlocked;
                return;
            }
        }
    }

    /// <inheritdoc/>
    void IPeerCoreListener.OnRemoteVerified(IPEndPoint local, IPEndPoint remote)
    {
        if (local is StreamEndPoint)
        {
            _paths.OnVerified(local, remote);
            return;
        }

        foreach (var socket in _sockets)
        {
            if (socket is SharedPortLease lease && socket.LocalEndPoint.Equals(local))
                lease.Socket.AddOwned(lease, remote);
        }
    }

    /// <inheritdoc/>
    void IPeerCoreListener.OnIceState(IceTransportState state)
    {
        // A change of the network that the system did not report is found out here.
        if (state == IceTransportState.Disconnected)
            _networkCheckDue = Now;

        _states.OnIce(state);
    }

    /// <inheritdoc/>
    void IPeerCoreListener.CloseAddress(IPEndPoint address)
    {
        // A port that all peers share stays the same in a restart.
        if (_core.Hosts.Contains(address) || _sockets.Find(socket => socket.LocalEndPoint.Equals(address)) is not { } socket)
            return;

        socket.Flush();
        socket.Dispose();
        _sockets.Remove(socket);
    }

    /// <inheritdoc/>
    void IPeerCoreListener.OnDtlsState(DtlsTransportState state, string? failure)
    {
        if (failure is not null)
            ManagedLog.HandshakeFailed(Logger, failure);

        _states.OnDtls(state);
    }

    /// <inheritdoc/>
    public void OnAssociationEnded(string? failure)
    {
        if (_isDisposed)
            return;

        if (failure is not null)
            ManagedLog.AssociationFailed(Logger, failure);

        _states.OnAssociationEnded();
    }

    private void HandleDatagrams(IPEndPoint local, IPEndPoint from, Span<byte> datagrams)
    {
        if (_isDisposed || _hasFaulted)
            return;

        try
        {
            _packetsReceived += _core.HandleDatagram(local, from, datagrams, Now);
            _bytesReceived += datagrams.Length;
        }
        catch (Exception error)
        {
            FailPeer(error);
            return;
        }

        Flush();
    }

    // Datagrams and timers do the same without a delegate, because they come so often.
    private void HandleInput(Action handle)
    {
        lock (Gate)
        {
            if (_isDisposed || _hasFaulted)
                return;

            try
            {
                handle();
            }
            catch (Exception error)
            {
                FailPeer(error);
                return;
            }

            Flush();
        }
    }

    private void OnTimer()
    {
        lock (Gate)
        {
            if (_isDisposed || _hasFaulted)
                return;

            try
            {
                var now = Now;
                _core.HandleTimeout(now);
                if (now >= _networkCheckDue)
                    CheckNetwork();
                if (now >= _unusedStreamsDue)
                    CloseUnusedStreams(now);
            }
            catch (Exception error)
            {
                FailPeer(error);
                return;
            }

            Flush();
        }
    }

    // A fault of the protocols is a bug of this library. It ends this peer and says why; the process and the other peers go on.
    private void FailPeer(Exception error)
    {
        _hasFaulted = true;
        ManagedLog.PeerFailed(Logger, error);
        _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        CloseSockets();
        _failure = $"The peer connection failed by an internal error: {error.Message}";
        _states.OnFailure();
    }

    private void FlushSockets()
    {
        CanSend = true;
        foreach (var socket in _sockets)
        {
            socket.Flush();
            CanSend &= !socket.IsBlocked;
        }

        foreach (var stream in _streams.Values)
            CanSend &= !stream.IsBlocked;

        CanSend &= !IsPathBlocked;
    }

    private void CloseSockets()
    {
        foreach (var socket in _sockets)
            socket.Dispose();

        _sockets.Clear();
        _settings.StreamPort?.Leave(this);
        _paths.Close();
        CloseStreams();
    }

    private void Schedule(TimeSpan now)
    {
        if (_isDisposed)
            return;

        // A timer that fires early is harmless: the core looks at the time itself.
        // A stream reports by itself that it takes more.
        ScheduleUnusedStreams(now);
        var first = _core.NextTimeout;
        Earliest.Include(ref first, _networkCheckDue);
        Earliest.Include(ref first, _unusedStreamsDue);
        var due = _sockets.Exists(static socket => socket.IsBlocked) ? BlockedRetry : first is not { } next ? Timeout.InfiniteTimeSpan
            : next > now ? TimeSpan.FromMilliseconds(Math.Ceiling((next - now).TotalMilliseconds))
            : TimeSpan.Zero;
        _timer.Change(due, Timeout.InfiniteTimeSpan);
    }
}
