namespace Skapi.Rtc.GStreamer.Descriptions;

/// <summary>The section of data channels.</summary>
internal static class DataSection
{
    /// <summary>The longest message, in bytes. SCTP in GStreamer gives out longer ones in parts whose end is not marked.</summary>
    public const int MaxMessageSize = 64 * 1024;
}
