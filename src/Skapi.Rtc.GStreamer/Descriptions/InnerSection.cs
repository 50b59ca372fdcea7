namespace Skapi.Rtc.GStreamer.Descriptions;

/// <summary>
/// The section of webrtcbin that this transport adds for itself. It is always the first, always in use and never on the wire.
/// </summary>
/// <remarks>
/// webrtcbin gives an RTP stream whose SSRC no description announced to the section that carries the bundle, whatever that section is,
/// and ends the process if it carries data channels. So this section gets every stream, and the transport finds the right track itself.
/// </remarks>
internal static class InnerSection
{
    /// <summary>The identification tag, as webrtcbin makes it up for its first section.</summary>
    public const string Mid = "audio0";

    /// <summary>The kind.</summary>
    public const string Media = "audio";

    /// <summary>A payload type that no RTP packet can have (RFC 3550, section 5.1: seven bits), so that it collides with none.</summary>
    public const int PayloadType = 255;

    private const string Encoding = "X-SKAPI-INNER";
    private const string StandInEncoding = "X-SKAPI-NONE";

    /// <summary>The format of the section's transceiver, as caps.</summary>
    public static string Caps { get; } =
        $"application/x-rtp,media=(string)audio,encoding-name=(string){Encoding},clock-rate=(int)8000,payload=(int){PayloadType}";

    /// <summary>The section's lines in a description of the other side: it sends, this side receives.</summary>
    public static IReadOnlyList<string> RemoteLines { get; } = Lines(Encoding, "sendonly");

    /// <summary>The lines of a section that stands in for one that webrtcbin must not see.</summary>
    public static IReadOnlyList<string> StandInLines { get; } = Lines(StandInEncoding, "inactive");

    private static string[] Lines(string encoding, string direction) =>
    [
        $"m=audio 9 UDP/TLS/RTP/SAVPF {PayloadType}",
        "c=IN IP4 0.0.0.0",
        "a=rtcp-mux",
        $"a=rtpmap:{PayloadType} {encoding}/8000",
        $"a={direction}",
    ];
}
