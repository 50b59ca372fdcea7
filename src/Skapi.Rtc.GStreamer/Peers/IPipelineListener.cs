using Skapi.Rtc.GStreamer.Native;

namespace Skapi.Rtc.GStreamer.Peers;

/// <summary>
/// Hears what webrtcbin reports. It is called on GStreamer's threads, must not block them, and may throw: the pipeline catches it.
/// </summary>
internal interface IPipelineListener
{
    /// <summary>A local candidate was found.</summary>
    void OnLocalCandidate(string candidate);

    /// <summary>A data channel of this side is made, and nothing has happened on it yet. The handle belongs to the listener.</summary>
    void OnDataChannelPrepared(GObjectHandle channel);

    /// <summary>The other side created a data channel. The handle belongs to the listener.</summary>
    void OnDataChannel(GObjectHandle channel);

    /// <summary>Media of a remote track begins to come out of a pad.</summary>
    void OnMedia(nint pad);

    /// <summary>The signaling state changed.</summary>
    void OnSignalingState(GstSignalingState state);

    /// <summary>The gathering state changed.</summary>
    void OnGatheringState(GstGatheringState state);

    /// <summary>An element failed.</summary>
    void OnElementFailed(string element, ElementRole role, string message, string? detail);

    /// <summary>One of the methods above threw.</summary>
    void OnCallbackFailed(string what, Exception exception);
}
