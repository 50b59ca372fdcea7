using Skapi.Protocol;
using Skapi.Rtc.Codecs.Coding;
using Skapi.Rtc.Media;
using Skapi.Rtc.Rtp;
using Skapi.Rtc.Sdp;

namespace Skapi.Rtc.Codecs.Peers;

/// <summary>Finds the codec of raw sound that the other side can receive.</summary>
internal static class SoundNegotiation
{
    /// <summary>The codec that this side prefers.</summary>
    public static MediaCodec Preferred => SoundFormat.Codecs[0];

    /// <summary>
    /// The codec of this side's preference that a description has in its first section of sound that is not rejected, or null if there is
    /// no such section or codec.
    /// </summary>
    public static MediaCodec? CodecOf(SessionDescription description)
    {
        var section = SdpDocument.Parse(description.Sdp).Sections
            .FirstOrDefault(static section => section is { Media: "audio", IsRejected: false });
        if (section is null)
            return null;

        foreach (var codec in SoundFormat.Codecs)
        {
            if (Has(section, RtpFormat.Of(codec)))
                return codec;
        }

        return null;
    }

    // RFC 3551, section 6: the payload types of G.711 are fixed and need no map.
    private static bool Has(SdpSection section, RtpFormat format) =>
        section.PayloadTypesOf(format.EncodingName).Any()
        || (format.Codec != MediaCodec.Opus && section.HasPayloadType(format.PayloadType));
}
