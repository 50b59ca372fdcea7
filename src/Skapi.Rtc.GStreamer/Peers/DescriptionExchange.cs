using Skapi.Protocol;
using Skapi.Rtc.GStreamer.Native;
using Skapi.Rtc.GStreamer.Sdp;

namespace Skapi.Rtc.GStreamer.Peers;

/// <summary>Offer and answer with webrtcbin (RFC 9429): descriptions and candidates, and the state that they may come in.</summary>
internal sealed class DescriptionExchange(PeerPipeline native, DescriptionTranslator descriptions)
{
    // Since no field of the native error says which domain a code belongs to, the codes are those of webrtcbin's own.
    private volatile GstSignalingState _state = GstSignalingState.Stable;

    /// <summary>Whether no exchange is under way.</summary>
    public bool IsStable => _state == GstSignalingState.Stable;

    /// <summary>The signaling state changed.</summary>
    /// <returns>Its name.</returns>
    public SignalingState OnSignalingState(GstSignalingState state)
    {
        _state = state;
        return NameOf(state);
    }

    /// <summary>Refuses where no offer can be made now.</summary>
    public void RequireForOffer() => Require(_state is GstSignalingState.Stable or GstSignalingState.HaveLocalOffer, "An offer cannot be made");

    /// <summary>Refuses where there is no offer to answer.</summary>
    /// <returns>The other side's offer.</returns>
    public SdpDocument RequireForAnswer()
    {
        Require(_state == GstSignalingState.HaveRemoteOffer, "An answer cannot be made");
        return descriptions.Remote!;
    }

    /// <summary>Lets webrtcbin write an offer.</summary>
    public async Task<SessionDescription> CreateOfferAsync(CancellationToken cancellationToken)
    {
        var text = await AskForDescriptionAsync("create-offer", "offer").WaitAsync(cancellationToken).ConfigureAwait(false);
        return new SessionDescription { Type = SdpType.Offer, Sdp = descriptions.OfferForWire(text) };
    }

    /// <summary>Lets webrtcbin write an answer.</summary>
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
        Require(_state is GstSignalingState.Stable or GstSignalingState.HaveLocalOffer ? isOffer : !isOffer && _state == GstSignalingState.HaveRemoteOffer, $"This side's {description.Type.Value} cannot be set");
        var document = SdpDocument.Parse(description.Sdp);
        if (document.Sections.Any(section => section.Mid is null))
            throw Errors.InvalidParameter("The SDP cannot be applied: a media section has no a=mid.");

        var undo = descriptions.BeginLocal(document);
        await SetAsync("set-local-description", isOffer, descriptions.LocalForNative(document), undo, cancellationToken).ConfigureAwait(false);
        if (!isOffer)
            descriptions.OnAnswered(document, isLocal: true);
    }

    /// <summary>Reads the other side's description, and refuses it where it cannot be applied.</summary>
    public SdpDocument ReadRemote(SessionDescription description)
    {
        ArgumentNullException.ThrowIfNull(description);
        var isOffer = IsOffer(description.Type);
        var document = SdpDocument.Parse(description.Sdp);
        Require(isOffer ? _state is GstSignalingState.Stable or GstSignalingState.HaveRemoteOffer : _state == GstSignalingState.HaveLocalOffer, $"The other side's {description.Type.Value} cannot be set");
        SdpChecks.Check(document, isOffer, isOffer ? null : descriptions.Local, descriptions.Remote);
        descriptions.CheckNames(document);
        return document;
    }

    /// <summary>Sets the other side's description.</summary>
    public async Task SetRemoteAsync(SdpType type, SdpDocument document, CancellationToken cancellationToken)
    {
        var isOffer = IsOffer(type);
        var undo = descriptions.BeginRemote(document);
        await SetAsync("set-remote-description", isOffer, descriptions.RemoteForNative(document), undo, cancellationToken).ConfigureAwait(false);
        if (!isOffer)
            descriptions.OnAnswered(document, isLocal: false);
    }

    /// <summary>Adds a candidate of the other side.</summary>
    public void AddCandidate(IceCandidate candidate)
    {
        if (descriptions.Remote is not { } remote)
            throw Errors.InvalidRequest("A candidate came before the other side's description.");

        // The end of candidates; webrtcbin needs no word of it.
        if (candidate.Candidate.Length == 0)
            return;

        var index = candidate.SdpMid is { } mid ? remote.IndexOfMid(mid) : candidate.SdpMLineIndex ?? -1;
        if (index < 0 || index >= remote.Sections.Count)
            throw Errors.InvalidParameter($"The ICE candidate belongs to no media section: sdpMid “{candidate.SdpMid}”, sdpMLineIndex {candidate.SdpMLineIndex}.");
        if (candidate.UsernameFragment is { Length: > 0 } fragment && remote.EffectiveAttribute(remote.Sections[index], "ice-ufrag") != fragment)
            throw Errors.InvalidParameter("The ICE candidate is of another generation: its user name fragment does not stand in the other side's description.");

        var line = CandidateLine.Check(candidate.Candidate);
        Signals.Emit(native.WebRtcBin, "add-ice-candidate", GValue.OfUInt((uint)index), GValue.OfString(line));
    }

    /// <summary>A candidate of this side, as it goes to the other one.</summary>
    public IceCandidate? ToIceCandidate(int index, string candidate)
    {
        if (candidate.Length == 0 || descriptions.Local is not { } local || index >= local.Sections.Count)
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

    /// <summary>The section that a pad of webrtcbin belongs to, or null.</summary>
    public string? MidOf(nint pad)
    {
        using var transceiver = GObject.GetObject(pad, "transceiver");
        if (transceiver is null)
            return null;

        using var use = transceiver.Borrow();
        var index = GObject.GetUInt(use.Instance, "mlineindex");
        return descriptions.Remote is { } remote && index < remote.Sections.Count ? remote.Sections[(int)index].Mid : null;
    }

    /// <summary>Whether one of the transceivers has no section in the descriptions that stand.</summary>
    public bool HasUnanswered(IEnumerable<GObjectHandle> transceivers) => transceivers.Any(transceiver =>
    {
        using var use = transceiver.Borrow();
        return !descriptions.HasLocally(GObject.GetString(use.Instance, "mid"));
    });

    /// <summary>The longest message that both descriptions allow, in bytes.</summary>
    public ulong ReadMaxMessageSize()
    {
        using var sctp = GObject.GetObject(native.WebRtcBin, "sctp-transport");
        if (sctp is null)
            return ushort.MaxValue + 1;

        using var use = sctp.Borrow();
        return GObject.GetUInt64(use.Instance, "max-message-size");
    }

    private static bool IsOffer(SdpType type) => type.Known switch
    {
        SdpType.Values.Offer => true,
        SdpType.Values.Answer => false,
        _ => throw Errors.NotSupported($"A description of type “{type.Value}” cannot be set: GStreamer's webrtcbin takes offers and answers."),
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

    private static unsafe SkapiException? ErrorOf(nint reply)
    {
        var error = reply == 0 ? 0 : GstStructure.GetBoxed(reply, "error");
        if (error == 0)
            return null;

        var message = $"webrtcbin refused: {((GError*)error)->Text}";
        return (GstWebRtcError)((GError*)error)->Code switch
        {
            GstWebRtcError.SdpSyntaxError or GstWebRtcError.FingerprintFailure => Errors.InvalidParameter(message),
            GstWebRtcError.InvalidState or GstWebRtcError.InvalidModification => Errors.InvalidRequest(message),
            _ => Errors.TransportFailed(message),
        };
    }

    private void Require(bool allowed, string what)
    {
        if (!allowed)
            throw Errors.InvalidRequest($"{what} in the signaling state “{NameOf(_state).Value}”.");
    }

    private Task<string> AskForDescriptionAsync(string signal, string field) => GstPromise.AskAsync(
        promise => Signals.Emit(native.WebRtcBin, signal, GValue.OfBoxed(GstStructure.GetGType(), 0), GValue.OfBoxed(GstPromise.GetGType(), promise)),
        reply =>
        {
            if (ErrorOf(reply) is { } error)
                throw error;

            var description = reply == 0 ? 0 : GstStructure.GetBoxed(reply, field);
            return description != 0 ? GstSdp.TextOf(description) : throw Errors.TransportFailed($"webrtcbin made no {field}.");
        });

    private async Task SetAsync(string signal, bool isOffer, string text, Action undo, CancellationToken cancellationToken)
    {
        try
        {
            var description = GstSdp.Parse(isOffer ? GstSdpType.Offer : GstSdpType.Answer, text);
            if (description == 0)
                throw Errors.InvalidParameter("The SDP cannot be read by GStreamer.");

            Task<bool> setting;
            try
            {
                setting = GstPromise.AskAsync(
                    promise => Signals.Emit(native.WebRtcBin, signal, GValue.OfBoxed(GstSdp.GetGType(), description), GValue.OfBoxed(GstPromise.GetGType(), promise)),
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
