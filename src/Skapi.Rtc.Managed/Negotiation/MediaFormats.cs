using System.Globalization;
using Skapi.Protocol;
using Skapi.Rtc.Managed.Media;
using Skapi.Rtc.Media;
using Skapi.Rtc.Rtp;
using Skapi.Rtc.Sdp;

namespace Skapi.Rtc.Managed.Negotiation;

/// <summary>Reads the formats of media sections that this side knows, and lists those that it offers.</summary>
internal static class MediaFormats
{
    // RFC 3551, section 6: lower payload types have a fixed meaning.
    private const int FirstDynamicType = 96;
    private const string PacketizationMode = "packetization-mode=1";
    private const string Profile = "profile-id=";
    private const string MainProfile = "profile-id=0";

    /// <summary>The formats that this side offers for a kind.</summary>
    public static IReadOnlyList<MediaFormat> Own(MediaKind kind) =>
    [
        .. RtpFormat.All.Where(format => format.Kind == kind).Select(format => new MediaFormat(
            format, (byte)format.PayloadType, format.Parameters)
        {
            HasNack = kind == MediaKind.Video,
            HasPictureLoss = kind == MediaKind.Video,
            HasFullIntraRequest = kind == MediaKind.Video,
            HasTransportFeedback = true,
            HasReceiverEstimate = kind == MediaKind.Video,

            // The payload type after that of the codec, as in offers of browsers.
            RetransmissionType = kind == MediaKind.Video ? (byte)(format.PayloadType + 1) : null,
        }),
    ];

    /// <summary>The formats of a section that this side knows, in its order. A codec counts once.</summary>
    public static IReadOnlyList<MediaFormat> Of(SdpSection section)
    {
        var lines = new FormatLines(section);
        var formats = new List<MediaFormat>();
        foreach (var text in section.Formats)
        {
            if (Find(section.Media, lines, text) is { } format && formats.TrueForAll(known => known.Codec != format.Codec))
                formats.Add(format);
        }

        return formats;
    }

    /// <summary>
    /// Moves the format of a codec to the front, so that the other side prefers it, and VP9 to the end: fewer apps can decode it.
    /// </summary>
    public static IReadOnlyList<MediaFormat> Prefer(IReadOnlyList<MediaFormat> formats, MediaCodec? codec) =>
        [.. formats.OrderBy(format => format.Codec == codec ? 0 : format.Codec == MediaCodec.Vp9 ? 2 : 1)];

    /// <summary>What this side's formats are with the other side's support for feedback.</summary>
    public static IReadOnlyList<MediaFormat> Limit(IReadOnlyList<MediaFormat> own, IReadOnlyList<MediaFormat> other) =>
    [
        .. own.Select(format => other.FirstOrDefault(known => known.Codec == format.Codec) is { } known
            ? format with
            {
                HasNack = format.HasNack && known.HasNack,
                HasPictureLoss = format.HasPictureLoss && known.HasPictureLoss,
                HasFullIntraRequest = format.HasFullIntraRequest && known.HasFullIntraRequest,
                HasTransportFeedback = format.HasTransportFeedback && known.HasTransportFeedback,
                HasReceiverEstimate = format.HasReceiverEstimate && known.HasReceiverEstimate,
            }
            : format),
    ];

    private static MediaFormat? Find(string media, FormatLines lines, string text)
    {
        if (!byte.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var type))
            return null;

        var map = lines.MapOf(text);
        var format = map is null
            ? RtpFormat.All.FirstOrDefault(known => known.PayloadType == type && type < FirstDynamicType)
            : RtpFormat.Find(map.Split('/')[0]);
        if (format is null || format.Kind.Value != media || (map is not null && !IsSame(format, map)))
            return null;

        var parameters = lines.ParametersOf(text);

        // Larger units than a packet are sent in fragments, which only this mode has (RFC 6184, section 6.3).
        if (format.Codec == MediaCodec.H264 && !parameters.Contains(PacketizationMode, StringComparison.Ordinal))
            return null;

        // The other profiles have more bits or colours than the decoders of other codecs give (RFC 9628, section 6).
        if (format.Codec == MediaCodec.Vp9 && parameters.Contains(Profile, StringComparison.Ordinal)
            && !parameters.Split(';', StringSplitOptions.TrimEntries).Contains(MainProfile))
            return null;

        return new MediaFormat(format, type, parameters)
        {
            HasNack = lines.HasFeedback(text, "nack"),
            HasPictureLoss = lines.HasFeedback(text, "nack pli"),
            HasFullIntraRequest = lines.HasFeedback(text, "ccm fir"),
            HasTransportFeedback = lines.HasFeedback(text, "transport-cc"),
            HasReceiverEstimate = lines.HasFeedback(text, "goog-remb"),
            RetransmissionType = lines.RetransmissionOf(text),
        };
    }

    private static bool IsSame(RtpFormat format, string map)
    {
        var parts = map.Split('/');
        return parts.Length >= 2 && parts[1] == format.ClockRate.ToString(CultureInfo.InvariantCulture)
            && (format.Channels ?? 1).ToString(CultureInfo.InvariantCulture) == (parts.Length > 2 ? parts[2] : "1");
    }
}
