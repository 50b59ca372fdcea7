using Skapi.Rtc.Media;

namespace Skapi.Rtc.Codecs.Coding;

/// <summary>The properties of the codecs of sound.</summary>
internal static class SoundFormat
{
    /// <summary>The length of the frames that this side sends.</summary>
    public const int FrameMilliseconds = 20;

    /// <summary>The sample rate of decoded Opus, and the highest one that it encodes.</summary>
    public const int OpusRate = 48000;

    /// <summary>The sample rate of G.711.</summary>
    public const int TelephoneRate = 8000;

    /// <summary>The maximum number of channels.</summary>
    public const int MaxChannels = 2;

    /// <summary>The longest packet of sound, in milliseconds (RFC 6716, section 3.2). It limits G.711, too.</summary>
    public const int MaxPacketMilliseconds = 120;

    /// <summary>The longest packet that is decoded, in bytes. Packets on real paths are shorter.</summary>
    public const int MaxPacketBytes = 1500;

    /// <summary>The maximum number of samples of a decoded packet, of all channels.</summary>
    public const int MaxPacketSamples = OpusRate / 1000 * MaxPacketMilliseconds * MaxChannels;

    /// <summary>The codecs in the order in which this side prefers them.</summary>
    public static IReadOnlyList<MediaCodec> Codecs { get; } = [MediaCodec.Opus, MediaCodec.Pcmu, MediaCodec.Pcma];
}
