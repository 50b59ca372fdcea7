using Skapi.Rtc.Sdp;

namespace Skapi.Rtc.GStreamer.Descriptions;

/// <summary>One media section as webrtcbin knows it. It keeps its place and stays in use for as long as the peer lives.</summary>
internal sealed record NativeSection
{
    /// <summary>The identification tag (a=mid) in webrtcbin.</summary>
    public required string Mid { get; init; }

    /// <summary>The kind in webrtcbin: “audio”, “video” or “application”.</summary>
    public required string Media { get; init; }

    /// <summary>The identification tag on the wire, or null without one there.</summary>
    public string? WireMid { get; init; }

    /// <summary>Whether the section is rejected on the wire (port 0), by this side or by the other.</summary>
    public bool IsRejected { get; init; }

    /// <summary>Whether webrtcbin sees a stand-in, because the section never had a format that this transport knows.</summary>
    public bool IsStandIn { get; init; }

    /// <summary>This side's direction in webrtcbin, or null before webrtcbin has described the section.</summary>
    public SdpDirection? OwnDirection { get; init; }

    /// <summary>The formats and their attributes in the other side's last description for webrtcbin.</summary>
    public IReadOnlyList<string> RemoteLines { get; init; } = [];

    /// <summary>The formats and their attributes in webrtcbin's last description.</summary>
    public IReadOnlyList<string> LocalLines { get; init; } = [];

    /// <summary>Whether the section carries audio or video of the call.</summary>
    public bool IsMedia => Media != "application" && !IsStandIn;
}
