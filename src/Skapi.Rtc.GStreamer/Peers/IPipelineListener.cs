using Skapi.Rtc.GStreamer.Native;

namespace Skapi.Rtc.GStreamer.Peers;

/// <summary>
/// Receives what webrtcbin reports. It is called on GStreamer's threads, must not block them, and may throw: the pipeline catches it.
/// </summary>
internal interface IPipelineListener
{
    /// <summary>Handles a local candidate.</summary>
    void OnLocalCandidate(string candidate);

    /// <summary>Handles a new data channel of this side, before anything has happened on it. The listener owns the handle.</summary>
    void OnDataChannelPrepared(GObjectHandle channel);

    /// <summary>Handles a data channel that the other side created. The listener owns the handle.</summary>
    void OnDataChannel(GObjectHandle channel);

    /// <summary>Handles a new RTP stream, which comes out of a pad.</summary>
    void OnMedia(nint pad);

    /// <summary>Handles a change of the signaling state.</summary>
    void OnSignalingState(GstSignalingState state);

    /// <summary>Handles a change of the gathering state.</summary>
    void OnGatheringState(GstGatheringState state);

    /// <summary>Handles the failure of an element.</summary>
    void OnElementFailed(string element, ElementRole role, string message, string? detail);

    /// <summary>Handles an exception of one of the methods above.</summary>
    void OnCallbackFailed(string what, Exception exception);
}
