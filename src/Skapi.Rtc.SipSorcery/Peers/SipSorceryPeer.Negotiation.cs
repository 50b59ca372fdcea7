using SIPSorcery.Net;
using Skapi.Protocol;
using Skapi.Rtc.Sdp;
using Skapi.Rtc.SipSorcery.Descriptions;

namespace Skapi.Rtc.SipSorcery.Peers;

/// <content>The offer/answer exchange (RFC 9429).</content>
internal sealed partial class SipSorceryPeer
{
    private const int MaxMessageSize = 256 * 1024;

    /// <summary>The number of media sections in this side's offer.</summary>
    private int _offeredSections;

    /// <inheritdoc/>
    public async ValueTask<SessionDescription> CreateOfferAsync(CancellationToken cancellationToken = default)
    {
        ThrowIfDisposed();
        AddLocalTracks();
        if (!_channels.IsNeeded && _localMedia.IsEmpty)
            throw SkapiException.InvalidRequest("There is nothing to offer: add media or create a data channel first.");

        // The stack blocks the caller's thread until it has gathered its host candidates. They are in the description, besides being raised
        // one by one, because the stack checks candidates that come after a description 50 ms later.
        var connection = _session.Connection;
        var offer = await Task.Run(() => connection.createOffer(), cancellationToken).ConfigureAwait(false);

        // A data section cannot be added later, so it is always offered.
        var sdp = LocalDescription.WithDataSection(offer.sdp, connection, MaxMessageSize);
        return new SessionDescription { Type = SdpType.Offer, Sdp = LocalDescription.WithTracks(sdp, _streamId) };
    }

    /// <inheritdoc/>
    public async ValueTask<SessionDescription> CreateAnswerAsync(CancellationToken cancellationToken = default)
    {
        ThrowIfDisposed();
        if (_signaling != SignalingState.HaveRemoteOffer || _remote is not { } offer)
            throw WrongState("An answer needs the other side's offer");

        return await Task.Run(() => Answer(offer), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask SetLocalDescriptionAsync(SessionDescription description, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(description);
        ThrowIfDisposed();
        switch (description.Type.Known)
        {
            case SdpType.Values.Offer when _signaling == SignalingState.Stable:
                return SetLocalAsync(description, RTCSdpType.offer, SignalingState.HaveLocalOffer);
            case SdpType.Values.Answer when _signaling == SignalingState.HaveRemoteOffer && _isAnswered:
                return SetLocalAsync(description, RTCSdpType.answer, SignalingState.Stable);
            case SdpType.Values.Rollback when _signaling == SignalingState.HaveLocalOffer:
                return RollBackAsync(cancellationToken);
            default:
                throw WrongState($"A local description of type “{description.Type}” cannot be set");
        }
    }

    /// <inheritdoc/>
    public async ValueTask SetRemoteDescriptionAsync(SessionDescription description, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(description);
        ThrowIfDisposed();
        switch (description.Type.Known)
        {
            case SdpType.Values.Offer when _signaling == SignalingState.Stable:
                _remote = RemoteDescription.Parse(description);
                _isAnswered = false;
                SetSignaling(SignalingState.HaveRemoteOffer);
                _remoteMedia.Add(_remote);
                break;
            case SdpType.Values.Answer when _signaling == SignalingState.HaveLocalOffer:
                var answer = RemoteDescription.Parse(description);
                CheckAnswer(answer);
                await Task.Run(() => _session.ApplyRemote(answer), cancellationToken).ConfigureAwait(false);
                _remote = answer;
                SetSignaling(SignalingState.Stable);
                _remoteMedia.Add(answer);
                AddWaitingCandidates();
                break;
            case SdpType.Values.Rollback when _signaling == SignalingState.HaveRemoteOffer:
                await RollBackAsync(cancellationToken).ConfigureAwait(false);
                break;
            default:
                throw WrongState($"A remote description of type “{description.Type}” cannot be set");
        }
    }

    /// <inheritdoc/>
    public ValueTask AddIceCandidateAsync(IceCandidate candidate, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        ThrowIfDisposed();
        if (_remote is null)
        {
            throw SkapiException.InvalidRequest(
                "An ICE candidate needs the other side's description first: call SetRemoteDescriptionAsync before.");
        }

        // An empty candidate ends the candidates. All sections are bundled, so the candidates of the others are not needed.
        if (candidate.Candidate.Length == 0 || !CandidateText.IsUsable(candidate.Candidate) || !_remote.IsForTransport(candidate))
            return ValueTask.CompletedTask;

        if (_session.HasRemote)
            _session.AddRemoteCandidate(candidate);
        else
            _waitingCandidates.Add(candidate);

        return ValueTask.CompletedTask;
    }

    private SessionDescription Answer(RemoteDescription offer)
    {
        if (!_isAnswered)
        {
            AddLocalTracks();
            AddReceivers(offer);
            _session.ApplyRemote(offer);
            _isAnswered = true;
            AddWaitingCandidates();
        }

        var answer = _session.Connection.createAnswer();
        var sdp = LocalDescription.WithTracks(answer.sdp, _streamId);
        return new SessionDescription { Type = SdpType.Answer, Sdp = UnknownSections.Reject(sdp, offer.Document) };
    }

    // RFC 3264, section 6. The stack accepts any number.
    private void CheckAnswer(RemoteDescription answer)
    {
        if (answer.Sections.Count != _offeredSections)
        {
            throw SkapiException.InvalidParameter(
                $"The SDP cannot be applied: it has {answer.Sections.Count} media section(s), but this side's offer has "
                + $"{_offeredSections}.");
        }
    }

    private async ValueTask SetLocalAsync(SessionDescription description, RTCSdpType type, SignalingState next)
    {
        if (type == RTCSdpType.offer)
            _offeredSections = SdpDocument.Parse(description.Sdp).Sections.Count;

        var native = new RTCSessionDescriptionInit { type = type, sdp = UnknownSections.Remove(description.Sdp) };
        await _session.Connection.setLocalDescription(native).ConfigureAwait(false);
        SetSignaling(next);
        _session.BeginGathering(description.Sdp);
    }

    /// <summary>Replaces the stack's peer connection, because the stack cannot undo a description.</summary>
    private async ValueTask RollBackAsync(CancellationToken cancellationToken)
    {
        if (_session.WasConnected)
        {
            throw SkapiException.NotSupported(
                "The SIPSorcery transport cannot roll back a description on a live connection. The connection goes on as it is.");
        }

        var old = _session;
        _session = await Task.Run(NewSession, cancellationToken).ConfigureAwait(false);
        await Task.Run(old.Dispose, CancellationToken.None).ConfigureAwait(false);
        _remote = null;
        _waitingCandidates.Clear();
        SetSignaling(SignalingState.Stable);
    }

    private void AddWaitingCandidates()
    {
        foreach (var candidate in _waitingCandidates)
            _session.AddRemoteCandidate(candidate);

        _waitingCandidates.Clear();
    }

    private SkapiException WrongState(string what) => SkapiException.InvalidRequest($"{what} in the signaling state “{_signaling}”.");
}
