using Skapi.Protocol;
using Skapi.Rtc.Dtls;
using Skapi.Rtc.Managed.Core;
using Skapi.Rtc.Managed.Ice;
using Skapi.Rtc.Managed.Negotiation;
using Skapi.Rtc.Sdp;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Managed.Peer;

/// <content>Offers and answers (RFC 9429; W3C WebRTC, section 4.4.1.5).</content>
internal sealed partial class ManagedPeer
{
    private SignalingState _signaling = SignalingState.Stable;
    private SdpDocument? _local;
    private SdpDocument? _remote;
    private SdpDocument? _localBeforeOffer;
    private SdpDocument? _remoteBeforeOffer;
    private bool _hasRole;

    /// <inheritdoc/>
    public ValueTask<SessionDescription> CreateOfferAsync(CancellationToken cancellationToken = default)
    {
        lock (Gate)
        {
            ThrowIfDisposed();
            if (_isRestarting)
                _nextCredentials ??= IceCredentials.Create(_core.Random);

            var credentials = _nextCredentials ?? _core.Ice.Local;
            var extensions = OfferedExtensions.Choose(_media.Transceivers, _local, _remote);
            var offer = _sdp.WriteOffer(_local ?? _remote, _channels.IsUsed, _media.Transceivers, extensions, credentials)
                ?? throw SkapiException.InvalidRequest("There is nothing to offer: add media or create a data channel first.");
            return Describe(SdpType.Offer, offer);
        }
    }

    /// <inheritdoc/>
    public ValueTask<SessionDescription> CreateAnswerAsync(CancellationToken cancellationToken = default)
    {
        lock (Gate)
        {
            ThrowIfDisposed();
            if (_signaling != SignalingState.HaveRemoteOffer)
                throw WrongState("An answer needs the other side's offer");

            var setup = _core.IsDtlsClient ?? TransportAttributes.SetupOf(_remote!) != "active" ? "active" : "passive";
            return Describe(SdpType.Answer, _sdp.WriteAnswer(_remote!, setup, _media.Transceivers, _nextCredentials ?? _core.Ice.Local));
        }
    }

    /// <inheritdoc/>
    public ValueTask SetLocalDescriptionAsync(SessionDescription description, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(description);
        lock (Gate)
        {
            ThrowIfDisposed();
            RefuseProvisionalAnswer(description);
            switch (description.Type.Known)
            {
                case SdpType.Values.Offer when _signaling == SignalingState.Stable:
                    var offer = SdpDocument.Parse(description.Sdp);
                    _localBeforeOffer = _local;
                    _hasRestartedForOffer = false;
                    _local = offer;
                    BeginMediaNegotiation();
                    AssociateOwn(offer);
                    _media.BeginOffer();
                    ChooseRole(isControlling: true);
                    UseNextCredentials();
                    SetSignaling(SignalingState.HaveLocalOffer);
                    break;
                case SdpType.Values.Answer when _signaling == SignalingState.HaveRemoteOffer:
                    _local = SdpDocument.Parse(description.Sdp);
                    UseNextCredentials();
                    CompleteMediaNegotiation(isOwnOffer: false);
                    SetSignaling(SignalingState.Stable);
                    break;
                case SdpType.Values.Rollback when _signaling != SignalingState.Stable:
                    RollBack();
                    return ValueTask.CompletedTask;
                default:
                    throw WrongState($"A local description of type “{description.Type}” cannot be set");
            }

            Gather();
            StopCoalescingMedia();
            if (_mustAnnounce)
                _core.Ice.AnnounceAgain();

            _mustAnnounce = false;
            StartTransports();
            return ValueTask.CompletedTask;
        }
    }

    /// <inheritdoc/>
    public ValueTask SetRemoteDescriptionAsync(SessionDescription description, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(description);
        lock (Gate)
        {
            ThrowIfDisposed();
            RefuseProvisionalAnswer(description);
            if (description.Type.Known == SdpType.Values.Rollback && _signaling != SignalingState.Stable)
            {
                RollBack();
                return ValueTask.CompletedTask;
            }

            var document = SdpDocument.Parse(description.Sdp);
            TransportAttributes.CheckCredentials(document);
            switch (description.Type.Known)
            {
                case SdpType.Values.Offer when _signaling == SignalingState.Stable:
                    SdpChecks.CheckOffer(document, _remote, _local);
                    ChooseRole(isControlling: false);
                    PrepareRestart(document);
                    _remoteBeforeOffer = _remote;
                    _remote = document;
                    BeginMediaNegotiation();
                    AssociateOffered(document);
                    SetSignaling(SignalingState.HaveRemoteOffer);
                    AnnounceTracks(document);
                    break;
                case SdpType.Values.Answer when _signaling == SignalingState.HaveLocalOffer:
                    SdpChecks.CheckAnswer(document, _local!);
                    _remote = document;
                    CompleteMediaNegotiation(isOwnOffer: true);
                    SetSignaling(SignalingState.Stable, () => AnnounceTracks(document));
                    _media.EndOffer(Now);
                    break;
                default:
                    throw WrongState($"A remote description of type “{description.Type}” cannot be set");
            }

            StartTransports();
            return ValueTask.CompletedTask;
        }
    }

    private static ValueTask<SessionDescription> Describe(SdpType type, SdpDocument document) =>
        ValueTask.FromResult(new SessionDescription { Type = type, Sdp = document.ToString() });

    // One answer is all that Skapi's signalling has, so an answer that another one follows has no use.
    private static void RefuseProvisionalAnswer(SessionDescription description)
    {
        if (description.Type.Value == "pranswer")
        {
            throw new SkapiException(
                SkapiErrorCode.NotSupported, "Provisional answers (“pranswer”) are not supported. Set the final answer instead.");
        }
    }

    // The side that made the first offer controls (RFC 8839, section 4.2.1). Later offers change nothing.
    private void ChooseRole(bool isControlling)
    {
        if (_hasRole)
            return;

        _hasRole = true;
        _core.Ice.SetRole(isControlling);
    }

    // RFC 9429, section 4.1.10.2: everything is as it was before the offer.
    private void RollBack()
    {
        if (_signaling == SignalingState.HaveLocalOffer)
        {
            _local = _localBeforeOffer;
            if (_hasRestartedForOffer)
            {
                _core.UndoRestart(Now);
                _isRestarting = true;
            }
        }
        else
        {
            _remote = _remoteBeforeOffer;
        }

        // Credentials that were made for an answer are not needed any more. The next offer decides who controls, if this was the first.
        _nextCredentials = null;
        DropNextCandidates();
        _hasRole &= _core.IsDtlsClient is not null;
        _mustAnnounce = _local is null;
        RollBackMedia();
        SetSignaling(SignalingState.Stable);
        Flush();
    }

    private void StartTransports()
    {
        if (_signaling != SignalingState.Stable || _local is null || _remote is null || Sections.FirstIndex(_local) < 0
            || Sections.FirstIndex(_remote) is not (>= 0 and var index)
            || TransportAttributes.CredentialsOf(_remote) is not { } credentials)
            return;

        var remote = _remote;
        var data = Sections.DataIndex(_local) >= 0 && Sections.DataIndex(remote) is >= 0 and var found ? remote.Sections[found] : null;
        if (data is not null)
            MaxMessageSize = (int)Math.Min(data.MaxMessageSize, MaxSentMessage);

        var isClient = TransportAttributes.SetupOf(remote) switch
        {
            "active" => false,
            "passive" => true,
            _ => TransportAttributes.SetupOf(_local) == "active",
        };
        _core.SetRemote(
            new RemoteTransport(
                credentials,
                certificate => CertificateFingerprint.Refusal(remote, certificate.Span) is null,
                isClient,
                (ushort?)data?.SctpPort,
                data is null ? MaxPacket.Default : MaxPacket.Of(data)),
            Now);
        AddCandidatesOf(remote, index);
        AddNextCandidates();
        Flush();
    }

    private bool IsNegotiationNeeded() => _signaling == SignalingState.Stable
        && (_isRestarting || (_channels.IsUsed && (_local is null || Sections.DataIndex(_local) < 0)) || IsMediaNegotiationNeeded());

    // What happens with the new state is told before the next negotiation is requested.
    private void SetSignaling(SignalingState state, Action? raised = null)
    {
        _signaling = state;
        Raise(new PeerEvent.SignalingStateChanged(state));
        raised?.Invoke();
        if (state == SignalingState.Stable)
            _negotiation.Settle();
    }

    private SkapiException WrongState(string what) => SkapiException.InvalidRequest($"{what} in the signaling state “{_signaling}”.");
}
