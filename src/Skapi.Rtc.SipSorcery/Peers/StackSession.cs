using SIPSorcery.Net;
using Skapi.Protocol;
using Skapi.Rtc.Ice;
using Skapi.Rtc.Peers;
using Skapi.Rtc.SipSorcery.Channels;
using Skapi.Rtc.SipSorcery.Descriptions;
using Skapi.Rtc.SipSorcery.Sctp;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.SipSorcery.Peers;

/// <summary>One peer connection of the stack. A rollback needs another one, because the stack cannot undo a description.</summary>
internal sealed class StackSession : IDisposable
{
    private readonly ChannelTable _channels;
    private readonly Action<PeerEvent> _raise;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly List<RTCIceCandidate> _found = [];
    private readonly PeerStates _states;
    private SctpSession? _sctp;
    private IceRolesEnum? _role;
    private (string? Mid, int Index)? _section;
    private bool _hasRaisedFound;
    private bool _hasEndedGathering;
    private bool _isStarted;
    private bool _isDisposed;
    private ushort _remoteSctpPort = SctpSession.LocalPort;

    public StackSession(RtcPeerOptions options, ChannelTable channels, Action<PeerEvent> raise)
    {
        _channels = channels;
        _raise = raise;
        _time = options.TimeProvider;
        _states = new PeerStates(raise) { Ended = _ => channels.LoseAll() };
        Connection = new RTCPeerConnection(new RTCConfiguration
        {
            iceServers =
            [
                .. options.IceServers.SelectMany(
                    static server => server.Urls,
                    static (server, url) => new RTCIceServer { urls = url, username = server.Username, credential = server.Credential }),
            ],
            iceTransportPolicy = options.IceTransportPolicy == IceTransportPolicy.Relay
                ? RTCIceTransportPolicy.relay
                : RTCIceTransportPolicy.all,
            X_UseRtpFeedbackProfile = true,
        });

        // The stack begins to gather in its constructor. It reports the candidates that it found before when a handler is added.
        Connection.onicecandidate += OnCandidate;
        Connection.onicecandidateerror += (candidate, error) => OnCandidateError(candidate, error);
        Connection.onicegatheringstatechange += _ => RaiseGathering();
        Connection.oniceconnectionstatechange += OnIceState;
        Connection.onconnectionstatechange += OnConnectionState;
    }

    /// <summary>The stack's peer connection.</summary>
    public RTCPeerConnection Connection { get; }

    /// <summary>Whether the stack has the other side's description, so that it accepts candidates.</summary>
    public bool HasRemote { get; private set; }

    /// <summary>Whether the peers were connected at any time: such a session cannot be replaced.</summary>
    public bool WasConnected => _states.Connection != PeerConnectionState.New && _states.Connection != PeerConnectionState.Connecting;

    /// <summary>Raises the candidates: a local description was set, which is when a browser begins to gather.</summary>
    public void BeginGathering(string sdp)
    {
        lock (_gate)
        {
            if (_section is not null)
                return;

            _section = LocalDescription.TransportSection(sdp);
        }

        _raise(new PeerEvent.IceGatheringStateChanged(IceGatheringState.Gathering));
        RaiseGathering();
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
            sdp = UnknownSections.Remove(remote.Description.Sdp),
        });
        HasRemote = result switch
        {
            SetDescriptionResultEnum.OK => true,
            SetDescriptionResultEnum.AudioIncompatible or
                SetDescriptionResultEnum.VideoIncompatible or
                SetDescriptionResultEnum.NoMatchingMediaType =>
                throw SkapiException.NotSupported(
                    $"The two sides have no codec in common ({result}). SIPSorcery supports VP8, H.264, Opus and G.711, and " +
                    "offers a feed with its own codec only."),
            _ => throw SkapiException.InvalidParameter($"SIPSorcery refused the session description: {result}."),
        };

        // As the DTLS client, the stack accepts only a server with an ECDSA certificate, but GStreamer's has RSA. So it answers as the
        // server if the offer leaves the choice. The role stays for as long as the connection.
        _role ??= remote.Description.Type == SdpType.Answer ? Connection.IceRole
            : remote.IsPassive ? IceRolesEnum.active
            : IceRolesEnum.passive;
        Connection.IceRole = _role.Value;
    }

    /// <summary>Gives the stack a candidate of the other side.</summary>
    public void AddRemoteCandidate(IceCandidate candidate) => Connection.addIceCandidate(new RTCIceCandidateInit
    {
        candidate = candidate.Candidate,
        sdpMid = candidate.SdpMid,
        usernameFragment = candidate.UsernameFragment,
    });

    private bool IsDisposed
    {
        get
        {
            lock (_gate)
                return _isDisposed;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
            _isDisposed = true;

        // SCTP and DTLS tell the other side while the socket still sends.
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
            if (_hasRaisedFound)
                Raise(candidate);
        }
    }

    private void OnCandidateError(RTCIceCandidate? candidate, string error)
    {
        // The stack reports unusable candidates of the other side here too.
        if (candidate?.IceServer is { } server)
            _raise(new PeerEvent.IceCandidateFailed(701, error, server.Uri?.ToString(), null));
    }

    private void RaiseGathering()
    {
        lock (_gate)
        {
            if (_isDisposed || _section is null || _hasEndedGathering)
                return;

            if (!_hasRaisedFound)
                _found.ForEach(Raise);

            _hasRaisedFound = true;
            if (Connection.iceGatheringState != RTCIceGatheringState.complete)
                return;

            _hasEndedGathering = true;
            _raise(new PeerEvent.IceCandidatesEnded());
            _raise(new PeerEvent.IceGatheringStateChanged(IceGatheringState.Complete));
        }
    }

    private void Raise(RTCIceCandidate candidate)
    {
        var text = candidate.ToString();
        _raise(new PeerEvent.IceCandidateFound(new IceCandidate
        {
            Candidate = text.StartsWith(CandidateLine.Prefix, StringComparison.Ordinal) ? text : CandidateLine.Prefix + text,
            SdpMid = _section!.Value.Mid,
            SdpMLineIndex = (ushort)_section.Value.Index,
            UsernameFragment = Connection.GetRtpChannel().LocalIceUser,
        }));
    }

    private void OnIceState(RTCIceConnectionState state)
    {
        if (IsDisposed || state == RTCIceConnectionState.@new)
            return;

        _states.OnIce(state switch
        {
            RTCIceConnectionState.checking => IceTransportState.Checking,
            RTCIceConnectionState.connected => IceTransportState.Connected,
            RTCIceConnectionState.disconnected => IceTransportState.Disconnected,
            RTCIceConnectionState.failed => IceTransportState.Failed,
            _ => IceTransportState.Closed,
        });
    }

    private void OnConnectionState(RTCPeerConnectionState state)
    {
        if (IsDisposed)
            return;

        switch (state)
        {
            case RTCPeerConnectionState.connecting:
                _states.OnDtls(DtlsTransportState.Connecting);
                break;
            case RTCPeerConnectionState.connected:
                OnConnected();
                break;
            case RTCPeerConnectionState.disconnected:
                _states.OnIce(IceTransportState.Disconnected);
                break;
            case RTCPeerConnectionState.closed when WasConnected:
                _states.OnDtls(DtlsTransportState.Closed);
                _sctp?.Dispose();
                break;
            case RTCPeerConnectionState.closed or RTCPeerConnectionState.failed:
                _states.OnFailure();
                _sctp?.Dispose();
                break;
        }
    }

    private void OnConnected()
    {
        lock (_gate)
            _sctp ??= SctpSession.TakeOver(Connection, _remoteSctpPort, _channels, _time);

        _states.OnDtls(DtlsTransportState.Connected);
        if (_isStarted)
            return;

        _isStarted = true;
        _channels.Attach(_sctp);
        _sctp.Start();
    }
}
