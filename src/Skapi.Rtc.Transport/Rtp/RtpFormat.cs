using Skapi.Protocol;
using Skapi.Rtc.Media;

namespace Skapi.Rtc.Rtp;

/// <summary>How a codec travels in RTP.</summary>
/// <param name="Codec">The codec.</param>
/// <param name="Kind">Audio or video.</param>
/// <param name="EncodingName">The name in <c>a=rtpmap</c>.</param>
/// <param name="PayloadType">The payload type in offers of this side; an answer uses the one of the offer.</param>
/// <param name="ClockRate">The clock rate of the time stamps, in hertz.</param>
/// <param name="Channels">The number of channels in <c>a=rtpmap</c>, or null for video.</param>
/// <param name="Parameters">The parameters in <c>a=fmtp</c>, or empty for none.</param>
public sealed record RtpFormat(
    MediaCodec Codec, MediaKind Kind, string EncodingName, int PayloadType, int ClockRate, int? Channels = null, string Parameters = "")
{
    private const int VideoClockRate = 90000;

    /// <summary>The formats in order of preference. The dynamic payload types are those of browsers.</summary>
    public static IReadOnlyList<RtpFormat> All { get; } =
    [
        new(MediaCodec.Vp8, MediaKind.Video, "VP8", 96, VideoClockRate),
        new(
            MediaCodec.H264,
            MediaKind.Video,
            "H264",
            102,
            VideoClockRate,
            Parameters: "level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f"),

        // RFC 9628, section 6: profile 0 has 8 bits a sample and 4:2:0, as the others have.
        new(MediaCodec.Vp9, MediaKind.Video, "VP9", 98, VideoClockRate, Parameters: "profile-id=0"),

        // RFC 7587, section 7: always 48000 Hz and two channels, whatever the sound has.
        new(MediaCodec.Opus, MediaKind.Audio, "opus", 111, 48000, 2, "minptime=10;useinbandfec=1"),
        new(MediaCodec.Pcmu, MediaKind.Audio, "PCMU", 0, 8000, 1),
        new(MediaCodec.Pcma, MediaKind.Audio, "PCMA", 8, 8000, 1),
    ];

    /// <summary>The media type, such as <c>audio/opus</c>.</summary>
    public string MimeType => $"{Kind.Value}/{EncodingName}";

    /// <summary>The value of <c>a=rtpmap</c> without the payload type, such as <c>opus/48000/2</c>.</summary>
    public string RtpMap => string.Create(
        System.Globalization.CultureInfo.InvariantCulture, $"{EncodingName}/{ClockRate}{(Channels > 1 ? $"/{Channels}" : "")}");

    /// <summary>Gets the format of a codec.</summary>
    public static RtpFormat Of(MediaCodec codec) => All.Single(format => format.Codec == codec);

    /// <summary>Finds the format with a name from <c>a=rtpmap</c>, in any case; null for an unknown one.</summary>
    public static RtpFormat? Find(string? encodingName) =>
        All.FirstOrDefault(format => string.Equals(format.EncodingName, encodingName, StringComparison.OrdinalIgnoreCase));
}
