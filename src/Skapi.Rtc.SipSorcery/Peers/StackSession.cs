using SIPSorcery.Net;
using Skapi.Protocol;
using Skapi.Rtc.Ice;
using Skapi.Rtc.SipSorcery.Channels;
using Skapi.Rtc.SipSorcery.Descriptions;
using Skapi.Rtc.SipSorcery.Sctp;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.SipSorcery.Peers;

/// <summary>
/// One peer connection of the stack. An offer that is taken back needs a new one, since the stack cannot roll back.
/// </summary>
internal sealed class StackSession : IDisposable
{
    private readonly ChannelTable _channels;
    private readonly Action<PeerEvent> _raise;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly List<RTCIceCandidate> _found = [];
    private SctpSession? _sctp;
    private IceRolesEnum? _role;
    private PeerConnectionState _connectionState = PeerConnectionState.New;
    private IceConnectionState _iceState = IceConnectionState.New;
    private string? _firstMid;
    private bool _hasToldFound;
    private bool _hasEndedGathering;
    private bool _isStarted;
    private bool _isDisposed;
    private ushort _remoteSctpPort = SctpSession.LocalPort;

    public StackSession(RtcPeerOptions options, ChannelTable channels, Action<PeerEvent> raise)
    {
        _channels = channels;
        _raise = raise;
        _time = options.TimeProvider;
        Connection = new RTCPeerConnection(new RTCConfiguration
        {
            iceServers =
            [
                .. options.IceServers.SelectMany(
                    static server => server.Urls,
                    static (server, url) => new RTCIceServer { urls = url, username = server.Username, credential = server.Credential }),
            ],
            iceTransportPolicy = options.IceTransportPolicy == IceTransportPolicy.Relay ? RTCIceTransportPolicy.relay : RTCIceTransportPolicy.all,
            X_UseRtpFeedbackProfile = true,
        });

        // The stack gathers from its constructor on: what it found before is told when a handler is added.
        Connection.onicecandidate += OnCandidate;
        Connection.onicecandidateerror += (candidate, error) => OnCandidateError(candidate, error);
        Connection.onicegatheringstatechange += _ => TellGathering();
        Connection.oniceconnectionstatechange += state => OnIceState(state.ToIceConnectionState());
        Connection.onconnectionstatechange += state => OnConnectionState(state.ToPeerConnectionState());
    }

    public RTCPeerConnection Connection { get; }

    /// <summary>Whether the other side's description was given to the stack, so that it takes candidates.</summary>
    public bool HasRemote { get; private set; }

    /// <summary>Whether the peers ever connected: such a session cannot be replaced.</summary>
    public bool WasConnected => _connectionState != PeerConnectionState.New && _connectionState != PeerConnectionState.Connecting;

    /// <summary>A local description was set, which is when a browser would begin to gather.</summary>
    public void BeginGathering(string sdp)
    {
        lock (_gate)
        {
            if (_firstMid is not null)
                return;

            _firstMid = LocalDescription.FirstMid(sdp);
        }

        _raise(new PeerEvent.IceGatheringStateChanged(IceGatheringState.Gathering));
        TellGathering();
    }

    /// <summary>Gives the stack the other side's description.</summary>
    /// <exception cref="SkapiException"><c>NOT_SUPPORTED</c>: no codec in common; <c>INVALID_PARAMETER</c>: otherwise refused.</exception>
    public void ApplyRemote(RemoteDescription remote)
    {
        _remoteSctpPort = (ushort)(remote.Data?.SctpPort ?? SctpSession.LocalPort);
        if (remote.Data is not null)
            _channels.SetRemoteLimit(remote.MaxMessageSize);

        var result = Connection.setRemoteDescription(new RTCSessionDescriptionInit
        {
            type = remote.Description.Type == SdpType.Offer ? RTCSdpType.offer : RTCSdpType.answer,
            sdp = remote.Description.Sdp,
        });
        HasRemote = result switch
        {
            SetDescriptionResultEnum.OK => true,
            SetDescriptionResultEnum.AudioIncompatible or SetDescriptionResultEnum.VideoIncompatible or SetDescriptionResultEnum.NoMatchingMediaType =>
                throw SkapiException.NotSupported(
                    $"The two sides have no codec in common ({result}). SIPSorcery takes VP8 and H.264, Opus and G.711; a feed is offered with its own codec alone."),
            _ => throw SkapiException.InvalidParameter($"SIPSorcery refused the session description: {result}."),
        };

        // As the DTLS client the stack agrees only with a server that has an ECDSA certificate; GStreamer's has RSA. So it answers
        // as the server wherever it may. The role stays for as long as the connection.
        _role ??= remote.Description.Type == SdpType.Answer ? Connection.IceRole
            : remote.IsPassive ? IceRolesEnum.active
            : IceRolesEnum.passive;
        Connection.IceRole = _role.Value;
    }

    public void AddRemoteCandidate(IceCandidate candidate) => Connection.addIceCandidate(new RTCIceCandidateInit
    {
        candidate = candidate.Candidate,
        sdpMid = candidate.SdpMid,
        usernameFragment = candidate.UsernameFragment,
    });

    public void Dispose()
    {
        lock (_gate)
            _isDisposed = true;

        // SCTP and DTLS say goodbye while the socket still sends.
        _sctp?.Dispose();
        Connection.close();
    }

    private void OnCandidate(RTCIceCandidate candidate)
    {
        lock (_gate)
        {
            if (_isDisposed || _hasEndedGathering || _found.Exists(known => known.ToString() == candidate.ToString()))
                return;

            _found.Add(candidate);
            if (_hasToldFound)
                Tell(candidate);
        }
    }

    private void OnCandidateError(RTCIceCandidate? candidate, string error)
    {
        // The stack reports unusable candidates of the other side here too.
        if (candidate?.IceServer is { } server)
            _raise(new PeerEvent.IceCandidateFailed(701, error, server.Uri?.ToString(), null));
    }

    private void TellGathering()
    {
        lock (_gate)
        {
            if (_isDisposed || _firstMid is null || _hasEndedGathering)
                return;

            if (!_hasToldFound)
                _found.ForEach(Tell);

            _hasToldFound = true;
            if (Connection.iceGatheringState != RTCIceGatheringState.complete)
                return;

            _hasEndedGathering = true;
            _raise(new PeerEvent.IceCandidatesEnded());
            _raise(new PeerEvent.IceGatheringStateChanged(IceGatheringState.Complete));
        }
    }

    private void Tell(RTCIceCandidate candidate)
    {
        var text = candidate.ToString();
        _raise(new PeerEvent.IceCandidateFound(new IceCandidate
        {
            Candidate = text.StartsWith(CandidateLine.Prefix, StringComparison.Ordinal) ? text : CandidateLine.Prefix + text,
            SdpMid = _firstMid,
            SdpMLineIndex = 0,
            UsernameFragment = Connection.GetRtpChannel().LocalIceUser,
        }));
    }

    private void OnIceState(IceConnectionState state)
    {
        lock (_gate)
        {
            if (_isDisposed || state == _iceState || state == IceConnectionState.New)
                return;

            _iceState = state;
            _raise(new PeerEvent.IceConnectionStateChanged(state));
            if (state == IceConnectionState.Checking && _connectionState == PeerConnectionState.New)
                Tell(PeerConnectionState.Connecting);
        }
    }

    private void OnConnectionState(PeerConnectionState state)
    {
        lock (_gate)
        {
            if (_isDisposed || state == _connectionState || state == PeerConnectionState.New)
                return;

            if (state == PeerConnectionState.Connected && _sctp is null)
                _sctp = SctpSession.TakeOver(Connection, _remoteSctpPort, _channels, _time);
        }

        // The channels end before the connection that carried them.
        if (state == PeerConnectionState.Closed)
            _channels.LoseAll();

        lock (_gate)
            Tell(state == PeerConnectionState.Closed && !WasConnected ? PeerConnectionState.Failed : state);

        if (state == PeerConnectionState.Connected && _sctp is { } sctp && !_isStarted)
        {
            _isStarted = true;
            _channels.Attach(sctp);
            sctp.Start();
        }
        else if (state == PeerConnectionState.Closed)
        {
            _sctp?.Dispose();
        }
    }

    private void Tell(PeerConnectionState state)
    {
        if (_isDisposed || state == _connectionState)
            return;

        _connectionState = state;
        _raise(new PeerEvent.ConnectionStateChanged(state));
    }
}
