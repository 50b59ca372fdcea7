using System.Globalization;
using System.Net;
using Skapi.Protocol;
using Skapi.Rtc.Ice;
using Skapi.Rtc.Managed.Core;
using Skapi.Rtc.Managed.Ice;
using Skapi.Rtc.Managed.Io;
using Skapi.Rtc.Managed.Negotiation;
using Skapi.Rtc.Peers;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Managed.Peer;

/// <content>The network below the core: sockets, the timer, and candidates.</content>
internal sealed partial class ManagedPeer : IPeerCoreListener, IDatagramHandler
{
    private readonly ITimer _timer;
    private readonly List<DatagramSocket> _sockets = [];
    // How soon a full buffer of the system is tried again. An acknowledgement that arrives before tries it, too.
    private static readonly TimeSpan BlockedRetry = TimeSpan.FromMilliseconds(1);

    private bool _hasGathered;
    private bool _mustAnnounce;
    private bool _hasFaulted;
    private string? _failure;

    /// <inheritdoc/>
    void IDatagramHandler.HandleDatagram(IPEndPoint local, IPEndPoint from, Span<byte> datagrams)
    {
        lock (Gate)
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
    }

    /// <inheritdoc/>
    void IDatagramHandler.HandleSocketFailure(Exception error)
    {
        lock (Gate)
        {
            if (!_isDisposed && !_hasFaulted)
                FailPeer(error);
        }
    }

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
    void IPeerCoreListener.OnCandidate(Candidate candidate)
    {
        // A rollback took the description back. The candidates are announced with the next one.
        if (_local is not { } local)
            return;

        var fragment = _core.Ice.Local.UsernameFragment;
        var extensions = new Dictionary<string, string>(StringComparer.Ordinal);
        if (candidate.Base is { } related)
        {
            extensions["raddr"] = related.Address.ToString();
            extensions["rport"] = related.Port.ToString(CultureInfo.InvariantCulture);
        }

        extensions["ufrag"] = fragment;
        var line = new CandidateLine
        {
            Foundation = candidate.Foundation,
            Component = 1,
            Protocol = "udp",
            Priority = candidate.Priority,
            Address = candidate.Address.Address.ToString(),
            Port = candidate.Address.Port,
            Type = NameOf(candidate.Type),
            Extensions = extensions,
        };
        var index = Math.Max(0, LocalSdp.AcceptedIndex(local));
        Raise(new PeerEvent.IceCandidateFound(new IceCandidate
        {
            Candidate = line.ToString(),
            SdpMid = local.Sections[index].Mid,
            SdpMLineIndex = (ushort)index,
            UsernameFragment = fragment,
        }));
    }

    /// <inheritdoc/>
    void IPeerCoreListener.OnGatheringComplete()
    {
        Raise(new PeerEvent.IceGatheringStateChanged(IceGatheringState.Complete));
        Raise(new PeerEvent.IceCandidatesEnded());
    }

    /// <inheritdoc/>
    void IPeerCoreListener.OnServerFailed(IPEndPoint from, IPEndPoint server, int code, string reason) =>
        Raise(new PeerEvent.IceCandidateFailed((ushort)code, reason, $"stun:{server}", from.ToString()));

    /// <inheritdoc/>
    void IPeerCoreListener.OnIceState(IceTransportState state) => _states.OnIce(state);

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

    private static string NameOf(CandidateType type) => type switch
    {
        CandidateType.Host => "host",
        CandidateType.ServerReflexive => "srflx",
        CandidateType.PeerReflexive => "prflx",
        _ => "relay",
    };

    private static CandidateType TypeOf(CandidateLine line) => line.Type switch
    {
        "host" => CandidateType.Host,
        "srflx" => CandidateType.ServerReflexive,
        "prflx" => CandidateType.PeerReflexive,
        _ => CandidateType.Relayed,
    };

    private void Gather()
    {
        if (_hasGathered)
            return;

        _hasGathered = true;
        Raise(new PeerEvent.IceGatheringStateChanged(IceGatheringState.Gathering));
        foreach (var address in LocalAddresses.Find(_settings.Addresses))
        {
            if (DatagramSocket.TryOpen(address, this, _settings.UsesOffload) is not { } socket)
                continue;

            _sockets.Add(socket);
            _core.Ice.AddHost(socket.LocalEndPoint, Now);
        }

        foreach (var url in _settings.UnknownServers)
            Raise(new PeerEvent.IceCandidateFailed(Gatherer.NoAnswer, "The name of the STUN server cannot be resolved.", url, null));

        _core.Ice.EndHosts();
        Flush();
    }

    // TCP candidates and names are skipped: another candidate of the other side usually works (RFC 8839, section 5.1).
    private void AddRemoteCandidate(CandidateLine line, string? usernameFragment)
    {
        var fragment = usernameFragment ?? line.Extensions.GetValueOrDefault("ufrag");
        var isOfOldSession = fragment is not null && _core.Ice.Remote is { } remote && remote.UsernameFragment != fragment
            && CredentialsOf(_remote!)?.UsernameFragment != fragment;
        if (line is not { Protocol: "udp", Component: 1, Port: > 0 } || isOfOldSession
            || !IPAddress.TryParse(line.Address, out var address))
            return;

        _core.Ice.AddRemoteCandidate(
            new Candidate(TypeOf(line), new IPEndPoint(address, line.Port), line.Priority, line.Foundation), Now);
    }

    private void OnTimer()
    {
        lock (Gate)
        {
            if (_isDisposed || _hasFaulted)
                return;

            try
            {
                _core.HandleTimeout(Now);
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
    }

    private void CloseSockets()
    {
        foreach (var socket in _sockets)
            socket.Dispose();

        _sockets.Clear();
    }

    private void Schedule(TimeSpan now)
    {
        if (_isDisposed)
            return;

        // A timer that fires early is harmless: the core looks at the time itself.
        var due = !CanSend ? BlockedRetry : _core.NextTimeout is not { } next ? Timeout.InfiniteTimeSpan
            : next > now ? TimeSpan.FromMilliseconds(Math.Ceiling((next - now).TotalMilliseconds))
            : TimeSpan.Zero;
        _timer.Change(due, Timeout.InfiniteTimeSpan);
    }
}
