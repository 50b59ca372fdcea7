using System.Globalization;
using Microsoft.Extensions.Logging;
using Skapi.Protocol;
using Skapi.Rtc.Ice;
using Skapi.Rtc.Peers;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.InMemory;

/// <summary>One peer in memory: the offer/answer exchange (W3C WebRTC, 4.4.1.5) and what hangs on it.</summary>
internal sealed partial class InMemoryPeer : IRtcPeer
{
    private readonly InMemoryTransport _transport;
    private readonly RtcPeerOptions _options;
    private readonly ILogger _logger;
    private readonly PeerEventDispatcher _events;
    private readonly PeerStates _states;
    private readonly NegotiationFlag _negotiation;
    private readonly WorkQueue _network = new();
    private readonly HashSet<string> _remoteCandidates = new(StringComparer.Ordinal);
    private SignalingState _signaling = SignalingState.Stable;
    private InMemorySdp? _local;
    private InMemorySdp? _remote;
    private InMemorySdp? _localBeforeOffer;
    private InMemorySdp? _remoteBeforeOffer;
    private string? _remoteUfragBefore;
    private readonly IceCredentials _credentials;
    private string? _gatheredFor;
    private bool _disposed;
    private int _descriptionsMade;

    public InMemoryPeer(InMemoryTransport transport, string name, RtcPeerOptions options, IRtcPeerObserver observer)
    {
        _transport = transport;
        _options = options;
        _logger = options.LoggerFactory.CreateLogger<InMemoryTransport>();
        _events = new PeerEventDispatcher(observer, _logger);
        _states = new PeerStates(peerEvent => Raise(peerEvent)) { Ended = _ => LoseChannels() };
        _negotiation = new NegotiationFlag(IsNegotiationNeeded, () => Raise(new PeerEvent.NegotiationNeeded()));
        Name = name;
        _credentials = new IceCredentials(name);
    }

    /// <summary>The peer's name, which its media sections and tracks begin with.</summary>
    public string Name { get; }

    private bool IsConnected => _states.IsConnected;

    /// <summary>The peer on the other side, once a description has named it.</summary>
    private InMemoryPeer? Other => _remote is null ? null : _transport.Find(_remote.Ufrag);

    public ValueTask<SessionDescription> CreateOfferAsync(CancellationToken cancellationToken = default)
    {
        lock (_transport.Gate)
        {
            ThrowIfDisposed();
            var sections = SectionsOfOffer();
            if (sections.Count == 0)
                throw SkapiException.InvalidRequest("There is nothing to offer: add media or a data channel first.");

            return Describe(SdpType.Offer, sections, UfragOfOffer());
        }
    }

    public ValueTask<SessionDescription> CreateAnswerAsync(CancellationToken cancellationToken = default)
    {
        lock (_transport.Gate)
        {
            ThrowIfDisposed();
            if (_signaling != SignalingState.HaveRemoteOffer)
                throw WrongState("An answer needs the other side's offer");

            return Describe(SdpType.Answer, SectionsOfAnswer(_remote!), UfragOfAnswer(_remote!));
        }
    }

    public ValueTask SetLocalDescriptionAsync(SessionDescription description, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(description);
        lock (_transport.Gate)
        {
            ThrowIfDisposed();
            switch (description.Type.Known)
            {
                case SdpType.Values.Offer when _signaling == SignalingState.Stable:
                    _localBeforeOffer = _local;
                    _local = InMemorySdp.Parse(description.Sdp);
                    SetSignaling(SignalingState.HaveLocalOffer);
                    break;
                case SdpType.Values.Answer when _signaling == SignalingState.HaveRemoteOffer:
                    _local = InMemorySdp.Parse(description.Sdp);
                    _credentials.Settle(_local.Ufrag);
                    SetSignaling(SignalingState.Stable);
                    break;
                case SdpType.Values.Rollback when _signaling == SignalingState.HaveLocalOffer:
                    _local = _localBeforeOffer;
                    SetSignaling(SignalingState.Stable);
                    return ValueTask.CompletedTask;
                default:
                    throw WrongState($"A local description of type “{description.Type}” cannot be set");
            }

            Gather();
            ConnectIfReady();
            return ValueTask.CompletedTask;
        }
    }

    public ValueTask SetRemoteDescriptionAsync(SessionDescription description, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(description);
        lock (_transport.Gate)
        {
            ThrowIfDisposed();
            if (description.Type == SdpType.Rollback && _signaling == SignalingState.HaveRemoteOffer)
            {
                _remote = _remoteBeforeOffer;
                SetSignaling(SignalingState.Stable);
                return ValueTask.CompletedTask;
            }

            var next = (description.Type.Known, _signaling.Known) switch
            {
                (SdpType.Values.Offer, SignalingState.Values.Stable) => SignalingState.HaveRemoteOffer,
                (SdpType.Values.Answer, SignalingState.Values.HaveLocalOffer) => SignalingState.Stable,
                _ => throw WrongState($"A remote description of type “{description.Type}” cannot be set"),
            };
            var parsed = InMemorySdp.Parse(description.Sdp);
            if (parsed.Network is { } network && network != _transport.Network)
            {
                throw SkapiException.InvalidParameter(
                    "The description is of a peer of another InMemoryTransport, and peers reach each other only within one instance. "
                    + "Create one InMemoryTransport and pass it to both clients.");
            }

            if (next == SignalingState.Stable)
                parsed.CheckFollows(_local!, "this side's offer", mayAdd: false);
            else if (_remote is not null)
                parsed.CheckFollows(_remote, "the previous description", mayAdd: true);

            (_remoteUfragBefore, _remoteBeforeOffer, _remote) = (_remote?.Ufrag, _remote, parsed);
            if (next == SignalingState.Stable)
                _credentials.Settle(_local!.Ufrag);
            SetSignaling(next);
            AddRemoteTracks(_remote);
            ConnectIfReady();
            return ValueTask.CompletedTask;
        }
    }

    public ValueTask AddIceCandidateAsync(IceCandidate candidate, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        lock (_transport.Gate)
        {
            ThrowIfDisposed();
            CandidateLine.Parse(candidate.Candidate);
            if (_remote is null)
                throw SkapiException.InvalidRequest("A candidate needs a remote description first.");

            _remoteCandidates.Add(candidate.UsernameFragment ?? _remote.Ufrag);
            ConnectIfReady();
            return ValueTask.CompletedTask;
        }
    }

    public async ValueTask DisposeAsync()
    {
        lock (_transport.Gate)
        {
            if (!_disposed)
            {
                _disposed = true;
                var other = Other;
                _transport.Remove(this);
                StopMedia();
                CloseChannels();
                other?.LoseOther(this);
                _network.Complete();
            }
        }

        await _events.StopAsync().ConfigureAwait(false);
        await _network.Completion.ConfigureAwait(false);
    }

    private ValueTask<SessionDescription> Describe(SdpType type, IReadOnlyList<InMemorySection> sections, string ufrag) =>
        ValueTask.FromResult(new SessionDescription
        {
            Type = type,
            Sdp = new InMemorySdp(_transport.Network, ufrag, sections).Format(++_descriptionsMade),
        });

    private void Gather()
    {
        if (_gatheredFor == _local!.Ufrag)
            return;

        _gatheredFor = _local.Ufrag;
        Raise(new PeerEvent.IceGatheringStateChanged(IceGatheringState.Gathering));
        if (OwnCandidate() is { } candidate)
            Raise(new PeerEvent.IceCandidateFound(candidate));

        Raise(new PeerEvent.IceGatheringStateChanged(IceGatheringState.Complete));
        Raise(new PeerEvent.IceCandidatesEnded());
    }

    /// <summary>
    /// The one candidate of a peer in memory, or null if no section is in use, or only relayed ones are allowed without a TURN server.
    /// </summary>
    private IceCandidate? OwnCandidate()
    {
        var isRelayed = _options.IceTransportPolicy == IceTransportPolicy.Relay;
        if (isRelayed && !_options.IceServers.SelectMany(server => server.ParseUrls()).Any(url => url.IsTurn))
            return null;

        var kind = isRelayed ? "41885695 127.0.0.1 9 typ relay raddr 0.0.0.0 rport 0" : "2130706431 127.0.0.1 9 typ host";
        var index = _local!.Sections.TakeWhile(static section => section.IsRejected).Count();
        if (index == _local.Sections.Count)
            return null;

        return new IceCandidate
        {
            Candidate = string.Create(CultureInfo.InvariantCulture, $"{CandidateLine.Prefix}1 1 udp {kind} ufrag {_local.Ufrag}"),
            SdpMid = _local.Sections[index].Mid,
            SdpMLineIndex = (ushort)index,
            UsernameFragment = _local.Ufrag,
        };
    }

    /// <summary>The checks begin with both descriptions, and succeed once each side has a candidate of the other.</summary>
    private void ConnectIfReady()
    {
        if (_local is null || _remote is null || Other is not { } other)
            return;

        if (!IsConnected)
            _states.OnIce(IceTransportState.Checking);
        if (!IsReadyFor(other) || !other.IsReadyFor(this))
            return;

        Connect();
        other.Connect();
        ConnectChannels(other);
        other.ConnectChannels(this);
    }

    private bool IsReadyFor(InMemoryPeer other) =>
        _signaling == SignalingState.Stable && _local is not null && _remote is not null
        && Other == other && _remoteCandidates.Contains(_remote.Ufrag);

    private void Connect()
    {
        _states.OnIce(IceTransportState.Checking);
        _states.OnIce(IceTransportState.Connected);
        _states.OnDtls(DtlsTransportState.Connected);
    }

    /// <summary>The other side closed: its data channels, and then its DTLS transport.</summary>
    private void LoseOther(InMemoryPeer other)
    {
        if (!_disposed && other._credentials.Contains(_remote?.Ufrag) && IsConnected)
            _states.OnDtls(DtlsTransportState.Closed);
    }

    private bool IsNegotiationNeeded() => _signaling == SignalingState.Stable
        && (_credentials.IsRestarting || (_channels.Count > 0 && !HasData(_local)) || _transceivers.Exists(IsNegotiationNeededFor));

    private bool IsNegotiationNeededFor(InMemoryTransceiver transceiver)
    {
        var local = _local?.Sections.FirstOrDefault(section => section.Mid == transceiver.Mid);
        return local is null
            || (transceiver.IsSender
                && !local.Sends
                && _remote?.Sections.Any(section => section.Mid == transceiver.Mid && section.Receives) == true);
    }

    private void SetSignaling(SignalingState state)
    {
        _signaling = state;
        Raise(new PeerEvent.SignalingStateChanged(state));
        if (state == SignalingState.Stable)
            _negotiation.Settle();
    }

    private void Raise(PeerEvent peerEvent, Action? handled = null) => _events.Post(peerEvent, handled);

    private void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_disposed, this);

    private SkapiException WrongState(string what) => SkapiException.InvalidRequest($"{what} in the signaling state “{_signaling}”.");
}
