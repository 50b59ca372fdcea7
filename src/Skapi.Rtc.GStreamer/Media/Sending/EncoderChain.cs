using System.Globalization;
using Skapi.Protocol;
using Skapi.Rtc.GStreamer.Native;

namespace Skapi.Rtc.GStreamer.Media.Sending;

/// <summary>Encodes raw media as VP8 and Opus, with the settings for a call.</summary>
internal static class EncoderChain
{
    // Below, no picture is recognizable; above, nobody sees a difference, and the processor has to do more.
    private const long MinBitrate = 50_000;
    private const long MaxBitrate = 2_500_000;

    // Opus: speech becomes worse below, and more than the encoder's own rate is not needed.
    private const long MinSoundBitrate = 16_000;
    private const long MaxSoundBitrate = 64_000;

    private static readonly (string Name, string Value)[] Black = [("brightness", "-1"), ("contrast", "0"), ("saturation", "0")];
    private static readonly (string Name, string Value)[] Unchanged = [("brightness", "0"), ("contrast", "1"), ("saturation", "1")];

    /// <summary>The elements of the chain, to see whether they are installed.</summary>
    public static IEnumerable<string> Elements(MediaKind kind, bool encodes)
    {
        if (!encodes)
            return [];

        return kind == MediaKind.Audio ? ["audioconvert", "audioresample", "volume", "opusenc"]
            : ["videoconvert", "videobalance", "vp8enc"];
    }

    /// <summary>Builds the chain.</summary>
    /// <returns>The encoder, and what mutes before it.</returns>
    public static (nint Encoder, MuteControl Mute) Build(nint bin, MediaKind kind, nint entry) =>
        kind == MediaKind.Audio ? Audio(bin, entry) : Video(bin, entry);

    /// <summary>Changes the rate of an encoder that runs.</summary>
    public static void SetTargetBitrate(nint encoder, MediaKind kind, long bitsPerSecond)
    {
        var (name, min, max) = kind == MediaKind.Audio
            ? ("bitrate", MinSoundBitrate, MaxSoundBitrate)
            : ("target-bitrate", MinBitrate, MaxBitrate);
        GObject.Set(encoder, name, Math.Clamp(bitsPerSecond, min, max).ToString(CultureInfo.InvariantCulture));
    }

    private static (nint Encoder, MuteControl Mute) Audio(nint bin, nint entry)
    {
        var convert = GstElement.Add(bin, "audioconvert");
        var resample = GstElement.Add(bin, "audioresample");
        var volume = GstElement.Add(bin, "volume");
        var encoder = GstElement.Add(bin, "opusenc");
        GObject.Set(encoder, "inband-fec", true);
        GstElement.Link(entry, convert, resample, volume, encoder);
        return (encoder, new MuteControl(volume, [("mute", "true")], [("mute", "false")]));
    }

    private static (nint Encoder, MuteControl Mute) Video(nint bin, nint entry)
    {
        var convert = GstElement.Add(bin, "videoconvert");
        var balance = GstElement.Add(bin, "videobalance");
        var encoder = GstElement.Add(bin, "vp8enc");
        // A frame must be ready before the next one arrives: shortest deadline (in µs) and fastest preset. The bit rate suits a call.
        GObject.Set(encoder, "deadline", "1");
        GObject.Set(encoder, "cpu-used", "8");
        GObject.Set(encoder, "end-usage", "cbr");
        GObject.Set(encoder, "target-bitrate", 1_000_000.ToString(CultureInfo.InvariantCulture));
        GObject.Set(encoder, "keyframe-max-dist", "300");
        GObject.Set(encoder, "error-resilient", "default");
        GObject.Set(encoder, "threads", Math.Clamp(Environment.ProcessorCount / 2, 1, 4).ToString(CultureInfo.InvariantCulture));
        GstElement.Link(entry, convert, balance, encoder);
        return (encoder, new MuteControl(balance, Black, Unchanged));
    }
}
