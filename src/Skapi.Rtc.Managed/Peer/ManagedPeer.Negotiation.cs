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

    private IReadOnlyList<SdpSection> CurrentSections => (_local ?? _remote)?.Sections ?? [];

    /// <inheritdoc/>
    public ValueTask<SessionDescription> CreateOfferAsync(CancellationToken cancellationToken = default)
    {
        lock (Gate)
        {
            ThrowIfDisposed();
            if (_isRestarting)
                _nextCredentials ??= IceCredentials.Create(_core.Random);

            var offer = _sdp.WriteOffer(CurrentSections, _channels.IsUsed, _nextCredentials ?? _core.Ice.Local)
                ?? throw SkapiException.InvalidRequest("There is nothing to offer: create a data channel first.");
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
            return Describe(SdpType.Answer, _sdp.WriteAnswer(_remote!, setup, _nextCredentials ?? _core.Ice.Local));
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
                    _localBeforeOffer = _local;
                    _hasRestartedForOffer = false;
                    _local = SdpDocument.Parse(description.Sdp);
                    ChooseRole(isControlling: true);
                    UseNextCredentials();
                    SetSignaling(SignalingState.HaveLocalOffer);
                    break;
                case SdpType.Values.Answer when _signaling == SignalingState.HaveRemoteOffer:
                    _local = SdpDocument.Parse(description.Sdp);
                    UseNextCredentials();
                    SetSignaling(SignalingState.Stable);
                    break;
                case SdpType.Values.Rollback when _signaling != SignalingState.Stable:
                    RollBack();
                    return ValueTask.CompletedTask;
                default:
                    throw WrongState($"A local description of type “{description.Type}” cannot be set");
            }

            Gather();
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
                    SetSignaling(SignalingState.HaveRemoteOffer);
                    break;
                case SdpType.Values.Answer when _signaling == SignalingState.HaveLocalOffer:
                    SdpChecks.CheckAnswer(document, _local!);
                    _remote = document;
                    SetSignaling(SignalingState.Stable);
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
                _core.Ice.UndoRestart(Now);
                _isRestarting = true;
            }
        }
        else
        {
            _remote = _remoteBeforeOffer;
        }

        // Credentials that were made for an answer are not needed any more. The next offer decides who controls, if this was the first.
        _nextCredentials = null;
        _hasRole &= _core.IsDtlsClient is not null;
        _mustAnnounce = _local is null;
        SetSignaling(SignalingState.Stable);
        Flush();
    }

    private void StartTransports()
    {
        if (_signaling != SignalingState.Stable || _local is null || _remote is null || LocalSdp.AcceptedIndex(_local) < 0
            || LocalSdp.AcceptedIndex(_remote) is not (>= 0 and var index) || TransportAttributes.CredentialsOf(_remote) is not { } credentials)
            return;

        var remote = _remote;
        var section = remote.Sections[index];
        MaxMessageSize = (int)Math.Min(section.MaxMessageSize, MaxSentMessage);
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
                (ushort?)section.SctpPort,
                MaxPacket.Of(section)),
            Now);
        AddCandidatesOf(remote, section);
        Flush();
    }

    private bool IsNegotiationNeeded() => _signaling == SignalingState.Stable
        && (_isRestarting || (_channels.IsUsed && (_local is null || LocalSdp.AcceptedIndex(_local) < 0)));

    private void SetSignaling(SignalingState state)
    {
        _signaling = state;
        Raise(new PeerEvent.SignalingStateChanged(state));
        if (state == SignalingState.Stable)
            _negotiation.Settle();
    }

    private SkapiException WrongState(string what) => SkapiException.InvalidRequest($"{what} in the signaling state “{_signaling}”.");
}
