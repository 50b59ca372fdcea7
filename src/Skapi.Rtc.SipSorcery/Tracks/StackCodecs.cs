using SIPSorcery.Net;
using SIPSorceryMedia.Abstractions;
using Skapi.Protocol;
using Skapi.Rtc.Media;
using Skapi.Rtc.Rtp;

namespace Skapi.Rtc.SipSorcery.Tracks;

/// <summary>Converts codecs to the stack's types. Dynamic payload types are those that browsers use.</summary>
internal static class StackCodecs
{
    private const int VideoClockRate = 90000;

    /// <summary>The codecs that this side can receive, and encode raw audio with, in order of preference.</summary>
    public static IReadOnlyList<MediaCodec> Audio { get; } = [MediaCodec.Opus, MediaCodec.Pcmu, MediaCodec.Pcma];

    /// <summary>The codecs that this side can receive, in order of preference.</summary>
    public static IReadOnlyList<MediaCodec> Video { get; } = [MediaCodec.Vp8, MediaCodec.H264];

    public static MediaKind KindOf(MediaCodec codec) => RtpFormat.Of(codec).Kind;

    /// <summary>The clock rate of the RTP timestamps, in hertz.</summary>
    public static int ClockRateOf(MediaCodec codec) => RtpFormat.Of(codec).ClockRate;

    /// <summary>Creates a local track of one kind with some codecs.</summary>
    public static MediaStreamTrack TrackOf(MediaKind kind, IEnumerable<MediaCodec> codecs, bool sends)
    {
        var direction = sends ? MediaStreamStatusEnum.SendRecv : MediaStreamStatusEnum.RecvOnly;
        var track = kind == MediaKind.Audio
            ? new MediaStreamTrack(codecs.Select(AudioFormatOf).ToList(), direction)
            : new MediaStreamTrack(codecs.Select(VideoFormatOf).ToList(), direction);
        track.NoDtmfSupport = true;
        return track;
    }

    /// <summary>The codec of a negotiated format, or null if this transport does not support it.</summary>
    public static MediaCodec? CodecOf(SDPAudioVideoMediaFormat format) =>
        RtpFormat.Find(format.Name())?.Codec is { } codec && IsSupported(codec) ? codec : null;

    /// <summary>Whether this transport has a codec.</summary>
    public static bool IsSupported(MediaCodec codec) => Audio.Contains(codec) || Video.Contains(codec);

    public static AudioFormat AudioFormatOf(MediaCodec codec) => codec switch
    {
        MediaCodec.Opus => new AudioFormat(111, "opus", 48000, 2, "minptime=10;useinbandfec=1"),
        MediaCodec.Pcma => new AudioFormat(SDPWellKnownMediaFormatsEnum.PCMA),
        _ => new AudioFormat(SDPWellKnownMediaFormatsEnum.PCMU),
    };

    private static VideoFormat VideoFormatOf(MediaCodec codec) => codec == MediaCodec.H264
        ? new VideoFormat(
            VideoCodecsEnum.H264, 102, VideoClockRate, "level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f")
        : new VideoFormat(VideoCodecsEnum.VP8, 96, VideoClockRate);
}
