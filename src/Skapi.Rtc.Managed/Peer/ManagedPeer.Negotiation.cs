using Skapi.Protocol;
using Skapi.Rtc.Dtls;
using Skapi.Rtc.Ice;
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
    private bool _hasRestartedForOffer;
    private IceCredentials? _nextCredentials;
    private bool _isRestarting;
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

            var setup = _core.IsDtlsClient ?? OfferedSetup(_remote!) != "active" ? "active" : "passive";
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
            if (description.Type.Known == SdpType.Values.Rollback && _signaling != SignalingState.Stable)
            {
                RollBack();
                return ValueTask.CompletedTask;
            }

            var document = SdpDocument.Parse(description.Sdp);
            CheckCredentials(document);
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

    /// <inheritdoc/>
    public ValueTask AddIceCandidateAsync(IceCandidate candidate, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        lock (Gate)
        {
            ThrowIfDisposed();
            if (_remote is null)
                throw SkapiException.InvalidRequest("A candidate needs a remote description first.");

            if (string.IsNullOrEmpty(candidate.Candidate))
                _core.Ice.EndRemoteCandidates(Now);
            else
                AddRemoteCandidate(CandidateLine.Parse(candidate.Candidate), candidate.UsernameFragment);

            Flush();
            return ValueTask.CompletedTask;
        }
    }

    /// <inheritdoc/>
    public void RestartIce()
    {
        lock (Gate)
        {
            ThrowIfDisposed();
            _isRestarting = true;
            _negotiation.Check();
        }
    }

    private static string? OfferedSetup(SdpDocument offer) => TransportAttribute(offer, "setup");

    private static IceCredentials? CredentialsOf(SdpDocument description) =>
        TransportAttribute(description, "ice-ufrag") is { } fragment && TransportAttribute(description, "ice-pwd") is { } password
            ? new IceCredentials(fragment, password)
            : null;

    // The section for data may leave to the first section of the bundle what is the same for all of it (RFC 9143, section 7.1.3).
    private static string? TransportAttribute(SdpDocument description, string name)
    {
        var accepted = LocalSdp.AcceptedIndex(description);
        var own = accepted >= 0 ? description.EffectiveAttribute(description.Sections[accepted], name) : null;
        return own ?? (description.TaggedIndex is >= 0 and var tagged
            ? description.EffectiveAttribute(description.Sections[tagged], name)
            : null);
    }

    // Checked before anything changes, so a description with unusable credentials leaves the peer as it was.
    private static void CheckCredentials(SdpDocument description)
    {
        if (CredentialsOf(description)?.FindFault() is { } fault)
            throw SkapiException.InvalidParameter($"The SDP cannot be applied: {fault}.");
    }

    private static ValueTask<SessionDescription> Describe(SdpType type, SdpDocument document) =>
        ValueTask.FromResult(new SessionDescription { Type = type, Sdp = document.ToString() });

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

    // Other credentials in an offer restart ICE, and the answer needs new ones too (RFC 8839, section 4.4.1.1.1).
    private void PrepareRestart(SdpDocument offer)
    {
        if (_core.Ice.Remote is { } known && CredentialsOf(offer) is { } offered && offered != known)
            _nextCredentials = IceCredentials.Create(_core.Random);
    }

    private void UseNextCredentials()
    {
        if (_nextCredentials is not { } credentials || CredentialsOf(_local!) != credentials)
            return;

        _nextCredentials = null;
        _hasRestartedForOffer = _signaling == SignalingState.Stable;
        _isRestarting = false;
        Raise(new PeerEvent.IceGatheringStateChanged(IceGatheringState.Gathering));
        _core.Ice.Restart(credentials);
    }

    private void StartTransports()
    {
        if (_signaling != SignalingState.Stable || _local is null || _remote is null || LocalSdp.AcceptedIndex(_local) < 0
            || LocalSdp.AcceptedIndex(_remote) is not (>= 0 and var index) || CredentialsOf(_remote) is not { } credentials)
            return;

        var remote = _remote;
        var section = remote.Sections[index];
        MaxMessageSize = (int)Math.Min(section.MaxMessageSize, MaxSentMessage);
        var isClient = TransportAttribute(remote, "setup") switch
        {
            "active" => false,
            "passive" => true,
            _ => OfferedSetup(_local) == "active",
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

    // A side without trickle writes its candidates into the description.
    private void AddCandidatesOf(SdpDocument remote, SdpSection section)
    {
        foreach (var text in section.Attributes("candidate").ToArray())
        {
            try
            {
                AddRemoteCandidate(CandidateLine.Parse($"{CandidateLine.Prefix}{text}"), null);
            }
            catch (SkapiException)
            {
                // The description is applied already. One candidate that cannot be read does not make the others useless.
                ManagedLog.CandidateIgnored(Logger);
            }
        }

        if (section.Has("end-of-candidates") || remote.Attribute("end-of-candidates") is not null)
            _core.Ice.EndRemoteCandidates(Now);
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
