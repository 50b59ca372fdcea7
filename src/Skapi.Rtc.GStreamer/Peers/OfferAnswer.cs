using Skapi.Protocol;
using Skapi.Rtc.GStreamer.Descriptions;
using Skapi.Rtc.GStreamer.Native;
using Skapi.Rtc.Ice;
using Skapi.Rtc.Sdp;

namespace Skapi.Rtc.GStreamer.Peers;

/// <summary>Offer and answer with webrtcbin (RFC 9429): descriptions, candidates, and the signaling state that allows them.</summary>
internal sealed class OfferAnswer(PeerPipeline native, DescriptionTranslator descriptions)
{
    private volatile GstSignalingState _state = GstSignalingState.Stable;

    /// <summary>Whether no exchange is under way.</summary>
    public bool IsStable => _state == GstSignalingState.Stable;

    /// <summary>Handles a change of the signaling state.</summary>
    /// <returns>The state's name in the contract.</returns>
    public SignalingState OnSignalingState(GstSignalingState state)
    {
        _state = state;
        return NameOf(state);
    }

    /// <summary>Throws if no offer can be created now.</summary>
    public void RequireForOffer() =>
        Require(_state is GstSignalingState.Stable or GstSignalingState.HaveLocalOffer, "An offer cannot be created");

    /// <summary>Throws if there is no offer to answer.</summary>
    public void RequireForAnswer() => Require(_state == GstSignalingState.HaveRemoteOffer, "An answer cannot be created");

    /// <summary>Creates an offer.</summary>
    public async Task<SessionDescription> CreateOfferAsync(CancellationToken cancellationToken)
    {
        var text = await AskForDescriptionAsync("create-offer", "offer").WaitAsync(cancellationToken).ConfigureAwait(false);
        return new SessionDescription { Type = SdpType.Offer, Sdp = descriptions.OfferForWire(text) };
    }

    /// <summary>Creates an answer.</summary>
    public async Task<SessionDescription> CreateAnswerAsync(CancellationToken cancellationToken)
    {
        var text = await AskForDescriptionAsync("create-answer", "answer").WaitAsync(cancellationToken).ConfigureAwait(false);
        return new SessionDescription { Type = SdpType.Answer, Sdp = descriptions.AnswerForWire(text) };
    }

    /// <summary>Sets this side's description.</summary>
    public async Task SetLocalAsync(SessionDescription description, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(description);
        var isOffer = IsOffer(description.Type);
        var isAllowed = isOffer
            ? _state is GstSignalingState.Stable or GstSignalingState.HaveLocalOffer
            : _state == GstSignalingState.HaveRemoteOffer;
        Require(isAllowed, $"This side's {description.Type.Value} cannot be set");
        var text = descriptions.Begin(description.Sdp, out var undo);
        await SetAsync("set-local-description", isOffer, text, undo, cancellationToken).ConfigureAwait(false);
        if (!isOffer)
            descriptions.OnAnswered(isLocal: true);
    }

    /// <summary>Reads the other side's description.</summary>
    /// <exception cref="SkapiException">It cannot be applied; the connection stays as it is.</exception>
    public RemotePlan ReadRemote(SessionDescription description)
    {
        ArgumentNullException.ThrowIfNull(description);
        var isOffer = IsOffer(description.Type);
        var document = SdpDocument.Parse(description.Sdp);
        var isAllowed = isOffer
            ? _state is GstSignalingState.Stable or GstSignalingState.HaveRemoteOffer
            : _state == GstSignalingState.HaveLocalOffer;
        Require(isAllowed, $"The other side's {description.Type.Value} cannot be set");
        if (isOffer)
            SdpChecks.CheckOffer(document, descriptions.Remote, descriptions.Local);
        else
            SdpChecks.CheckAnswer(document, descriptions.Local!);
        return descriptions.Plan(document, isOffer);
    }

    /// <summary>Sets the other side's description.</summary>
    public async Task SetRemoteAsync(RemotePlan plan, CancellationToken cancellationToken)
    {
        var undo = descriptions.Begin(plan);
        await SetAsync("set-remote-description", plan.IsOffer, plan.Native, undo, cancellationToken).ConfigureAwait(false);
        if (!plan.IsOffer)
            descriptions.OnAnswered(isLocal: false);
    }

    /// <summary>Adds a candidate of the other side. An empty one ends the candidates, which webrtcbin need not know.</summary>
    public void AddCandidate(IceCandidate candidate)
    {
        if (descriptions.Remote is not { } remote)
            throw SkapiException.InvalidRequest(
                "An ICE candidate needs the other side's description first: call SetRemoteDescriptionAsync before.");
        if (candidate.Candidate.Length == 0)
            return;

        var index = candidate.SdpMid is { } mid ? descriptions.Map.WireIndexOf(mid) : candidate.SdpMLineIndex ?? -1;
        if (index < 0 || index >= remote.Sections.Count)
        {
            throw SkapiException.InvalidParameter(
                $"The ICE candidate belongs to no media section of the other side: {nameof(candidate.SdpMid)} is “{candidate.SdpMid}”, " +
                $"{nameof(candidate.SdpMLineIndex)} is “{candidate.SdpMLineIndex}”.");
        }

        var section = remote.Sections[index];
        if (candidate.UsernameFragment is { Length: > 0 } fragment
            && remote.EffectiveAttribute(section, "ice-ufrag") is { } known && known != fragment)
        {
            throw SkapiException.InvalidParameter(
                $"The ICE candidate is of another generation: its user name fragment is “{fragment}”, but the other side's description " +
                $"has “{known}”.");
        }

        // All sections share the transport of webrtcbin's first one.
        var line = candidate.Candidate.StartsWith("a=", StringComparison.Ordinal) ? candidate.Candidate[2..] : candidate.Candidate;
        CandidateLine.Parse(line);
        Signals.Emit(native.WebRtcBin, "add-ice-candidate", GValue.OfUInt(0), GValue.OfString(line));
    }

    /// <summary>A candidate of this side for the wire, or null at the end of the candidates.</summary>
    public IceCandidate? ToIceCandidate(string candidate)
    {
        var index = descriptions.CandidateSection;
        if (candidate.Length == 0 || index < 0 || descriptions.Local is not { } local)
            return null;

        var section = local.Sections[index];
        return new IceCandidate
        {
            Candidate = candidate.StartsWith("a=", StringComparison.Ordinal) ? candidate[2..] : candidate,
            SdpMid = section.Mid,
            SdpMLineIndex = (ushort)index,
            UsernameFragment = local.EffectiveAttribute(section, "ice-ufrag"),
        };
    }

    /// <summary>Whether one of the transceivers has no section in the descriptions in use.</summary>
    public bool HasUnanswered(IEnumerable<GObjectHandle> transceivers) => transceivers.Any(transceiver =>
    {
        using var use = transceiver.Borrow();
        return !descriptions.HasSection(GObject.GetString(use.Instance, "mid"));
    });

    /// <summary>The longest message that both descriptions allow, in bytes.</summary>
    public int ReadMaxMessageSize()
    {
        using var sctp = GObject.GetObject(native.WebRtcBin, "sctp-transport");
        if (sctp is null)
            return DataSection.MaxMessageSize;

        using var use = sctp.Borrow();
        return (int)Math.Min(GObject.GetUInt64(use.Instance, "max-message-size"), int.MaxValue);
    }

    private static bool IsOffer(SdpType type) => type.Known switch
    {
        SdpType.Values.Offer => true,
        SdpType.Values.Answer => false,
        _ => throw SkapiException.NotSupported(
            $"A description of type “{type.Value}” cannot be set: GStreamer's webrtcbin accepts “offer” and “answer”. " +
            "The connection goes on as it is."),
    };

    private static SignalingState NameOf(GstSignalingState state) => state switch
    {
        GstSignalingState.Stable => SignalingState.Stable,
        GstSignalingState.HaveLocalOffer => SignalingState.HaveLocalOffer,
        GstSignalingState.HaveRemoteOffer => SignalingState.HaveRemoteOffer,
        GstSignalingState.HaveLocalProvisionalAnswer => SignalingState.HaveLocalProvisionalAnswer,
        GstSignalingState.HaveRemoteProvisionalAnswer => SignalingState.HaveRemoteProvisionalAnswer,
        _ => SignalingState.Closed,
    };

    // The native error does not say which domain its code belongs to: only webrtcbin's own come here.
    private static unsafe SkapiException? ErrorOf(nint reply)
    {
        var error = reply == 0 ? 0 : GstStructure.GetBoxed(reply, "error");
        if (error == 0)
            return null;

        var message = $"webrtcbin refused: {((GError*)error)->Text}";
        return (GstWebRtcError)((GError*)error)->Code switch
        {
            GstWebRtcError.SdpSyntaxError or GstWebRtcError.FingerprintFailure => SkapiException.InvalidParameter(message),
            GstWebRtcError.InvalidState or GstWebRtcError.InvalidModification => SkapiException.InvalidRequest(message),
            _ => SkapiException.TransportFailed(message),
        };
    }

    private void Require(bool allowed, string what)
    {
        if (!allowed)
            throw SkapiException.InvalidRequest($"{what} in the signaling state “{NameOf(_state).Value}”.");
    }

    private Task<string> AskForDescriptionAsync(string signal, string field) => GstPromise.AskAsync(
        promise => Signals.Emit(
            native.WebRtcBin, signal, GValue.OfBoxed(GstStructure.GetGType(), 0), GValue.OfBoxed(GstPromise.GetGType(), promise)),
        reply =>
        {
            if (ErrorOf(reply) is { } error)
                throw error;

            var description = reply == 0 ? 0 : GstStructure.GetBoxed(reply, field);
            return description != 0
                ? GstSdp.TextOf(description)
                : throw SkapiException.TransportFailed($"webrtcbin did not create the {field}.");
        });

    private async Task SetAsync(string signal, bool isOffer, string text, Action undo, CancellationToken cancellationToken)
    {
        try
        {
            var description = GstSdp.Parse(isOffer ? GstSdpType.Offer : GstSdpType.Answer, text);
            if (description == 0)
                throw SkapiException.InvalidParameter("The SDP cannot be read by GStreamer.");

            Task<bool> setting;
            try
            {
                setting = GstPromise.AskAsync(
                    promise => Signals.Emit(
                        native.WebRtcBin,
                        signal,
                        GValue.OfBoxed(GstSdp.GetGType(), description),
                        GValue.OfBoxed(GstPromise.GetGType(), promise)),
                    reply => ErrorOf(reply) is { } error ? throw error : true);
            }
            finally
            {
                GstSdp.Free(description);
            }

            await setting.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (SkapiException)
        {
            undo();
            throw;
        }
    }
}
