namespace Skapi.Rtc.GStreamer.Descriptions;

/// <summary>A description that this side created and has not set yet.</summary>
/// <param name="Wire">The text for the other side.</param>
/// <param name="Native">The text for webrtcbin.</param>
/// <param name="Map">The sections once it is set.</param>
internal sealed record LocalDescription(string Wire, string Native, SectionMap Map);
