using System.Globalization;
using Skapi.Protocol;

namespace Skapi.Rtc.Tests.Simulation;

/// <summary>
/// A WebRTC peer as far as signalling knows one: its descriptions name it, and two peers connect once each has the other's description
/// of the same exchange and one of its candidates.
/// </summary>
internal sealed class SimulatedPeer
{
    private readonly World _world;
    private readonly HashSet<string> _candidatesOf = [];
    private SessionDescription? _local;
    private SessionDescription? _remote;
    private SessionDescription? _localBefore;
    private bool _hasConnected;
    private int _descriptionsMade;
    private int _address;
    private int _describedAddress;
    private bool _isMoved;
    private DateTimeOffset _lastReport;

    public SimulatedPeer(World world, string owner)
    {
        _world = world;
        Name = $"{owner}/{world.Peers.Count}";
        world.Peers.Add(Name, this);
    }

    public string Name { get; }

    public bool IsConnected { get; private set; }

    public bool IsDisposed { get; private set; }

    /// <summary>Whether the other side closed it.</summary>
    public bool IsClosed { get; private set; }

    public bool HasRemote => _remote is not null;

    /// <summary>Whether this peer and the one that it is connected with both live.</summary>
    public bool IsInCall => this is { IsConnected: true, IsDisposed: false } && Other is { IsConnected: true, IsDisposed: false };

    public SignalingState Signaling { get; private set; } = SignalingState.Stable;

    /// <summary>What the peer reports: connected, disconnected, closed.</summary>
    public Action<PeerConnectionState> Reports { get; init; } = _ => { };

    public SessionDescription Offer()
    {
        Demand(Signaling == SignalingState.Stable, "an offer");
        _localBefore = _local;
        _local = Describe(SdpType.Offer);
        Signaling = SignalingState.HaveLocalOffer;
        return _local;
    }

    public SessionDescription Answer(SessionDescription offer)
    {
        Demand(Signaling == SignalingState.Stable, "an answer");
        SetRemote(offer);
        var answer = Describe(SdpType.Answer);
        _local = answer with { Sdp = $"{answer.Sdp} to {offer.Sdp}" };
        ConnectIfReady();
        return _local;
    }

    public void Rollback()
    {
        Demand(Signaling == SignalingState.HaveLocalOffer, "a rollback");
        _local = _localBefore;
        Signaling = SignalingState.Stable;
    }

    public void Apply(SessionDescription answer)
    {
        Demand(Signaling == SignalingState.HaveLocalOffer, "a remote answer");
        SetRemote(answer);
        Signaling = SignalingState.Stable;
        ConnectIfReady();
    }

    public void Add(IceCandidate candidate)
    {
        if (_remote is null)
            throw new InvalidOperationException("A candidate needs a remote description first.");

        _candidatesOf.Add(candidate.UsernameFragment!);
        ConnectIfReady();
    }

    public IceCandidate Candidate(int number) => new()
    {
        Candidate = string.Create(CultureInfo.InvariantCulture, $"candidate:{number} 1 udp 1 192.0.2.1 9 typ host"),
        UsernameFragment = Name,
    };

    /// <summary>Nothing gets through for a while.</summary>
    public void Break(TimeSpan length)
    {
        if (!IsConnected || Other is not { } other)
            return;

        foreach (var peer in (SimulatedPeer[])[this, other])
            peer.SetConnected(false, PeerConnectionState.Disconnected);
        _world.After(length, () =>
        {
            if (IsDisposed || other.IsDisposed || _isMoved)
                return;
            foreach (var peer in (SimulatedPeer[])[this, other])
                peer.SetConnected(true, PeerConnectionState.Connected);
        });
    }

    /// <summary>
    /// The machine's address changes: nothing gets through until the two have exchanged descriptions that were made after it, as a restart
    /// of ICE makes them.
    /// </summary>
    public void Move()
    {
        _address++;
        if (!_hasConnected || Other is not { } other)
            return;

        foreach (var peer in (SimulatedPeer[])[this, other])
        {
            peer._isMoved = true;
            if (peer.IsConnected)
                peer.SetConnected(false, PeerConnectionState.Disconnected);
        }
    }

    public void Dispose()
    {
        if (IsDisposed)
            return;

        IsDisposed = true;
        var wasConnected = IsConnected;
        IsConnected = false;
        if (wasConnected && Other is { IsDisposed: false } other)
            _world.After(_world.Some(100), () => other.LoseOther(this));
    }

    /// <summary>A description of another peer than the one that it is connected with breaks that connection (RFC 7675, consent).</summary>
    private void SetRemote(SessionDescription description)
    {
        var before = Other;
        _remote = description;
        if (!IsConnected || before is null || Other == before)
            return;

        SetConnected(false, PeerConnectionState.Disconnected);
        if (!before.IsDisposed)
            before.SetConnected(false, PeerConnectionState.Disconnected);
    }

    private SimulatedPeer? Other => _remote is null ? null : _world.Peers[_remote.Sdp.Split(' ')[0]];

    private void LoseOther(SimulatedPeer other)
    {
        if (IsDisposed || Other != other)
            return;

        IsClosed = true;
        SetConnected(false, PeerConnectionState.Closed);
    }

    private SessionDescription Describe(SdpType type)
    {
        _describedAddress = _address;
        return new() { Type = type, Sdp = $"{Name} {type}{_descriptionsMade++}" };
    }

    private void ConnectIfReady()
    {
        if (IsConnected || (_hasConnected && !_isMoved))
            return;

        if (Other is not { IsDisposed: false } other || !IsReadyFor(other) || !other.IsReadyFor(this))
            return;

        foreach (var peer in (SimulatedPeer[])[this, other])
        {
            peer._hasConnected = true;
            peer._isMoved = false;
            peer.IsConnected = true;
            peer.ReportAfter(_world.Some(100), () =>
            {
                if (peer.IsConnected)
                    peer.Reports(PeerConnectionState.Connected);
            });
        }
    }

    private bool IsReadyFor(SimulatedPeer other) =>
        Signaling == SignalingState.Stable && _describedAddress == _address
        && _remote?.Sdp.Split(' ')[0] == other.Name && _candidatesOf.Contains(other.Name)
        && (IsAnswerTo(_remote, _local!) || IsAnswerTo(_local!, _remote));

    private static bool IsAnswerTo(SessionDescription answer, SessionDescription offer) =>
        answer.Sdp.EndsWith($"to {offer.Sdp}", StringComparison.Ordinal);

    private void SetConnected(bool connected, PeerConnectionState state)
    {
        IsConnected = connected;
        ReportAfter(_world.Some(20), () => Reports(state));
    }

    /// <summary>Reports later. No report of a peer overtakes another one.</summary>
    private void ReportAfter(TimeSpan delay, Action report)
    {
        var at = _world.Now + delay;
        _lastReport = at > _lastReport ? at : _lastReport;
        _world.After(_lastReport - _world.Now, () =>
        {
            if (!IsDisposed)
                report();
        });
    }

    private void Demand(bool condition, string what)
    {
        if (!condition)
            throw new InvalidOperationException($"{what} cannot be set in the signaling state {Signaling}.");
    }
}
