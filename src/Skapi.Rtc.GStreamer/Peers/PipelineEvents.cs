using Skapi.Protocol;
using Skapi.Rtc.GStreamer.Channels;
using Skapi.Rtc.GStreamer.Native;
using Skapi.Rtc.Peers;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.GStreamer.Peers;

/// <summary>Turns what webrtcbin reports into the peer's events, channels and tracks.</summary>
internal sealed class PipelineEvents(
    PeerEventDispatcher events,
    PeerStates states,
    PeerFailures failures,
    OfferAnswer exchange,
    ChannelSet channels,
    RemoteMedia remoteMedia)
    : IPipelineListener
{
    /// <inheritdoc/>
    public void OnLocalCandidate(string candidate)
    {
        if (exchange.ToIceCandidate(candidate) is { } found)
            events.Post(new PeerEvent.IceCandidateFound(found));
    }

    /// <inheritdoc/>
    public void OnDataChannelPrepared(GObjectHandle channel) => channels.Prepare(channel);

    /// <inheritdoc/>
    public void OnDataChannel(GObjectHandle channel)
    {
        // After the end of a connection nothing is accepted: it may have ended because the other side could not be trusted.
        if (states.HasEnded)
        {
            channel.Dispose();
            return;
        }

        var added = channels.Add(channel);
        events.Post(new PeerEvent.DataChannelAdded(added, added.Snapshot));
    }

    /// <inheritdoc/>
    public void OnMedia(nint pad)
    {
        if (states.HasEnded)
            remoteMedia.Discard(pad);
        else
            remoteMedia.OnMedia(pad);
    }

    /// <inheritdoc/>
    public void OnSignalingState(GstSignalingState state) =>
        events.Post(new PeerEvent.SignalingStateChanged(exchange.OnSignalingState(state)));

    /// <inheritdoc/>
    public void OnGatheringState(GstGatheringState state)
    {
        if (state == GstGatheringState.New)
            return;

        events.Post(new PeerEvent.IceGatheringStateChanged(
            state == GstGatheringState.Gathering ? IceGatheringState.Gathering : IceGatheringState.Complete));
        if (state == GstGatheringState.Complete)
            events.Post(new PeerEvent.IceCandidatesEnded());
    }

    /// <inheritdoc/>
    public void OnElementFailed(string element, ElementRole role, string message, string? detail) =>
        failures.OnElementFailed(element, role, message, detail);

    /// <inheritdoc/>
    public void OnCallbackFailed(string what, Exception exception) => failures.OnCallbackFailed(what, exception);
}
