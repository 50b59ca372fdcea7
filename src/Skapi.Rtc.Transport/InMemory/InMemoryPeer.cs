using System.Globalization;
using Microsoft.Extensions.Logging;
using Skapi.Protocol;
using Skapi.Rtc.Peers;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.InMemory;

/// <summary>One peer in memory: the offer/answer exchange (W3C WebRTC, 4.4.1.5) and what hangs on it.</summary>
internal sealed partial class InMemoryPeer : IRtcPeer
{
    private const string CandidatePrefix = "candidate:";

    private readonly InMemoryTransport _transport;
    private readonly RtcPeerOptions _options;
    private readonly ILogger _logger;
    private readonly PeerEventDispatcher _events;
    private readonly WorkQueue _network = new();
    private readonly HashSet<string> _remoteCandidates = new(StringComparer.Ordinal);
    private SignalingState _signaling = SignalingState.Stable;
    private InMemorySdp? _local;
    private InMemorySdp? _remote;
    private InMemorySdp? _localBeforeOffer;
    private string? _remoteUfragBefore;
    private PeerConnectionState _connection = PeerConnectionState.New;
    private readonly IceCredentials _credentials;
    private IceConnectionState _ice = IceConnectionState.New;
    private string? _gatheredFor;
    private bool _needsNegotiation;
    private bool _disposed;
    private int _descriptionsMade;

    public InMemoryPeer(InMemoryTransport transport, string name, RtcPeerOptions options, IRtcPeerObserver observer)
    {
        _transport = transport;
        _options = options;
        _logger = options.LoggerFactory.CreateLogger<InMemoryTransport>();
        _events = new PeerEventDispatcher(observer, _logger);
        Name = name;
        _credentials = new IceCredentials(name);
    }

    /// <summary>The peer's name, which its media sections and tracks begin with.</summary>
    public string Name { get; }

    private bool IsConnected => _connection == PeerConnectionState.Connected;

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
                    _needsNegotiation = false;
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
            var next = (description.Type.Known, _signaling.Known) switch
            {
                (SdpType.Values.Offer, SignalingState.Values.Stable) => SignalingState.HaveRemoteOffer,
                (SdpType.Values.Answer, SignalingState.Values.HaveLocalOffer) => SignalingState.Stable,
                _ => throw WrongState($"A remote description of type “{description.Type}” cannot be set"),
            };
            _remoteUfragBefore = _remote?.Ufrag;
            _remote = InMemorySdp.Parse(description.Sdp);
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
            if (!candidate.Candidate.StartsWith(CandidatePrefix, StringComparison.Ordinal))
            {
                throw SkapiException.InvalidParameter(
                    $"The candidate “{candidate.Candidate}” is invalid: it does not begin with “{CandidatePrefix}”.");
            }

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
        ValueTask.FromResult(new SessionDescription { Type = type, Sdp = new InMemorySdp(ufrag, sections).Format(++_descriptionsMade) });

    private void Gather()
    {
        if (_gatheredFor == _local!.Ufrag)
            return;

        var isRestart = _gatheredFor is not null;
        _gatheredFor = _local.Ufrag;
        Raise(new PeerEvent.IceGatheringStateChanged(IceGatheringState.Gathering));
        if (isRestart && IsConnected)
            SetIce(IceConnectionState.Checking);
        if (OwnCandidate() is { } candidate)
            Raise(new PeerEvent.IceCandidateFound(candidate));

        Raise(new PeerEvent.IceGatheringStateChanged(IceGatheringState.Complete));
        Raise(new PeerEvent.IceCandidatesEnded());
    }

    /// <summary>The one candidate of a peer in memory, or null if only relayed ones are allowed and no TURN server is given.</summary>
    private IceCandidate? OwnCandidate()
    {
        var isRelayed = _options.IceTransportPolicy == IceTransportPolicy.Relay;
        if (isRelayed && !_options.IceServers.SelectMany(server => server.ParseUrls()).Any(url => url.IsTurn))
            return null;

        var kind = isRelayed ? "41885695 127.0.0.1 9 typ relay raddr 0.0.0.0 rport 0" : "2130706431 127.0.0.1 9 typ host";
        return new IceCandidate
        {
            Candidate = string.Create(CultureInfo.InvariantCulture, $"{CandidatePrefix}1 1 udp {kind} ufrag {_local!.Ufrag}"),
            SdpMid = _local.Sections[0].Mid,
            SdpMLineIndex = 0,
            UsernameFragment = _local.Ufrag,
        };
    }

    /// <summary>The checks begin with both descriptions, and succeed once each side has a candidate of the other.</summary>
    private void ConnectIfReady()
    {
        if (_local is null || _remote is null || Other is not { } other)
            return;

        BeginChecks();
        if (!IsReadyFor(other) || !other.IsReadyFor(this))
            return;

        Connect();
        other.Connect();
        ConnectChannels(other);
        other.ConnectChannels(this);
    }

    private bool IsReadyFor(InMemoryPeer other) =>
        _signaling == SignalingState.Stable && _local is not null && _remote is not null && Other == other && _remoteCandidates.Contains(_remote.Ufrag);

    private void BeginChecks()
    {
        if (_connection != PeerConnectionState.New)
            return;

        SetIce(IceConnectionState.Checking);
        SetConnection(PeerConnectionState.Connecting);
    }

    private void Connect()
    {
        BeginChecks();
        if (_connection != PeerConnectionState.Connecting && !IsConnected)
            return;

        SetIce(IceConnectionState.Connected);
        if (!IsConnected)
            SetConnection(PeerConnectionState.Connected);
    }

    /// <summary>The other side closed: its data channels, and then its DTLS transport.</summary>
    private void LoseOther(InMemoryPeer other)
    {
        if (_disposed || !other._credentials.Contains(_remote?.Ufrag) || !IsConnected)
            return;

        LoseChannels();
        SetConnection(PeerConnectionState.Closed);
    }

    /// <summary>Says so once, until the next offer (W3C WebRTC, 4.7.3).</summary>
    private void NeedNegotiation()
    {
        if (_needsNegotiation)
            return;

        _needsNegotiation = true;
        Raise(new PeerEvent.NegotiationNeeded());
    }

    private void SetSignaling(SignalingState state)
    {
        _signaling = state;
        Raise(new PeerEvent.SignalingStateChanged(state));
    }

    private void SetConnection(PeerConnectionState state)
    {
        _connection = state;
        Raise(new PeerEvent.ConnectionStateChanged(state));
    }

    private void SetIce(IceConnectionState state)
    {
        if (_ice == state)
            return;

        _ice = state;
        Raise(new PeerEvent.IceConnectionStateChanged(state));
    }

    private void Raise(PeerEvent peerEvent, Action? handled = null) => _events.Post(peerEvent, handled);

    private void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_disposed, this);

    private SkapiException WrongState(string what) => SkapiException.InvalidRequest($"{what} in the signaling state “{_signaling}”.");
}
