using System.Globalization;
using Skapi.Protocol;

namespace Skapi.Rtc.Transport.InMemory;

/// <summary>One peer in memory: the offer/answer exchange (W3C WebRTC, 4.4.1.5) and what hangs on it.</summary>
internal sealed partial class InMemoryPeer : IRtcPeer
{
    private const string CandidatePrefix = "candidate:";

    private readonly InMemoryTransport _transport;
    private readonly IRtcPeerObserver _observer;
    private readonly WorkQueue _queue = new();
    private readonly HashSet<string> _remoteCandidates = new(StringComparer.Ordinal);
    private SignalingState _signaling = SignalingState.Stable;
    private InMemorySdp? _local;
    private InMemorySdp? _remote;
    private InMemorySdp? _localBeforeOffer;
    private PeerConnectionState _connection = PeerConnectionState.New;
    private bool _gathered;
    private bool _needsNegotiation;
    private bool _disposed;
    private int _descriptionsMade;

    public InMemoryPeer(InMemoryTransport transport, string ufrag, IRtcPeerObserver observer)
    {
        _transport = transport;
        _observer = observer;
        Ufrag = ufrag;
    }

    public string Ufrag { get; }

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

            return Describe(SdpType.Offer, sections);
        }
    }

    public ValueTask<SessionDescription> CreateAnswerAsync(CancellationToken cancellationToken = default)
    {
        lock (_transport.Gate)
        {
            ThrowIfDisposed();
            if (_signaling != SignalingState.HaveRemoteOffer)
                throw WrongState("An answer needs the other side's offer");

            return Describe(SdpType.Answer, SectionsOfAnswer(_remote!));
        }
    }

    public ValueTask SetLocalDescriptionAsync(SessionDescription description, CancellationToken cancellationToken = default)
    {
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
        lock (_transport.Gate)
        {
            ThrowIfDisposed();
            var next = (description.Type.Known, _signaling.Known) switch
            {
                (SdpType.Values.Offer, SignalingState.Values.Stable) => SignalingState.HaveRemoteOffer,
                (SdpType.Values.Answer, SignalingState.Values.HaveLocalOffer) => SignalingState.Stable,
                _ => throw WrongState($"A remote description of type “{description.Type}” cannot be set"),
            };
            _remote = InMemorySdp.Parse(description.Sdp);
            SetSignaling(next);
            AddRemoteTracks(_remote);
            ConnectIfReady();
            return ValueTask.CompletedTask;
        }
    }

    public ValueTask AddIceCandidateAsync(IceCandidate candidate, CancellationToken cancellationToken = default)
    {
        lock (_transport.Gate)
        {
            ThrowIfDisposed();
            if (!candidate.Candidate.StartsWith(CandidatePrefix, StringComparison.Ordinal))
                throw SkapiException.InvalidParameter($"The candidate cannot be read: it should begin with “{CandidatePrefix}”, but is “{candidate.Candidate}”.");

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
                _queue.Complete();
            }
        }

        // What is queued still runs, but tells the observer nothing: it has ended with this.
        await _queue.Completion.ConfigureAwait(false);
    }

    private ValueTask<SessionDescription> Describe(SdpType type, IReadOnlyList<InMemorySection> sections) =>
        ValueTask.FromResult(new SessionDescription { Type = type, Sdp = new InMemorySdp(Ufrag, sections).Format(++_descriptionsMade) });

    private void Gather()
    {
        if (_gathered)
            return;

        _gathered = true;
        Raise(new PeerEvent.IceGatheringStateChanged(IceGatheringState.Gathering));
        Raise(new PeerEvent.IceCandidateFound(new IceCandidate
        {
            Candidate = string.Create(CultureInfo.InvariantCulture, $"{CandidatePrefix}1 1 udp 2130706431 127.0.0.1 9 typ host ufrag {Ufrag}"),
            SdpMid = _local!.Sections[0].Mid,
            SdpMLineIndex = 0,
            UsernameFragment = Ufrag,
        }));
        Raise(new PeerEvent.IceGatheringStateChanged(IceGatheringState.Complete));
        Raise(new PeerEvent.IceCandidatesEnded());
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
        _signaling == SignalingState.Stable && _local is not null && _remote?.Ufrag == other.Ufrag && _remoteCandidates.Contains(other.Ufrag);

    private void BeginChecks()
    {
        if (_connection != PeerConnectionState.New)
            return;

        Raise(new PeerEvent.IceConnectionStateChanged(IceConnectionState.Checking));
        SetConnection(PeerConnectionState.Connecting);
    }

    private void Connect()
    {
        BeginChecks();
        if (_connection != PeerConnectionState.Connecting)
            return;

        Raise(new PeerEvent.IceConnectionStateChanged(IceConnectionState.Connected));
        SetConnection(PeerConnectionState.Connected);
    }

    /// <summary>The other side closed: its data channels, and then its DTLS transport.</summary>
    private void LoseOther(InMemoryPeer other)
    {
        if (_disposed || _remote?.Ufrag != other.Ufrag || !IsConnected)
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

    private void Raise(PeerEvent peerEvent) => _queue.Add(() =>
    {
        if (!_disposed)
            _observer.OnPeerEvent(peerEvent);
    });

    private void ThrowIfDisposed()
    {
        if (_disposed)
            throw SkapiException.InvalidRequest("The peer connection is closed.");
    }

    private SkapiException WrongState(string what) => SkapiException.InvalidRequest($"{what} in the signaling state “{_signaling}”.");
}
