using SIPSorcery.Net;
using SIPSorceryMedia.Abstractions;
using Skapi.Protocol;
using Skapi.Rtc.Media;
using Skapi.Rtc.Rtp;

namespace Skapi.Rtc.SipSorcery.Tracks;

/// <summary>The codecs in the stack's words. Dynamic payload types are those that browsers use.</summary>
internal static class StackCodecs
{
    private const int VideoClockRate = 90000;

    /// <summary>What this side can receive, and encode of raw sound, best first.</summary>
    public static IReadOnlyList<MediaCodec> Audio { get; } = [MediaCodec.Opus, MediaCodec.Pcmu, MediaCodec.Pcma];

    /// <summary>What this side can receive, best first.</summary>
    public static IReadOnlyList<MediaCodec> Video { get; } = [MediaCodec.Vp8, MediaCodec.H264];

    public static MediaKind KindOf(MediaCodec codec) => RtpFormat.Of(codec).Kind;

    /// <summary>RTP timestamp units a second.</summary>
    public static int ClockRateOf(MediaCodec codec) => RtpFormat.Of(codec).ClockRate;

    /// <summary>A local track of one kind that takes any of the codecs.</summary>
    public static MediaStreamTrack TrackOf(MediaKind kind, IEnumerable<MediaCodec> codecs, bool sends)
    {
        var direction = sends ? MediaStreamStatusEnum.SendRecv : MediaStreamStatusEnum.RecvOnly;
        var track = kind == MediaKind.Audio
            ? new MediaStreamTrack(codecs.Select(AudioFormatOf).ToList(), direction)
            : new MediaStreamTrack(codecs.Select(VideoFormatOf).ToList(), direction);
        track.NoDtmfSupport = true;
        return track;
    }

    /// <summary>The codec of a negotiated format, null for one that this transport does not take.</summary>
    public static MediaCodec? CodecOf(SDPAudioVideoMediaFormat format) => RtpFormat.Find(format.Name())?.Codec;

    public static AudioFormat AudioFormatOf(MediaCodec codec) => codec switch
    {
        MediaCodec.Opus => new AudioFormat(111, "opus", 48000, 2, "minptime=10;useinbandfec=1"),
        MediaCodec.Pcma => new AudioFormat(SDPWellKnownMediaFormatsEnum.PCMA),
        _ => new AudioFormat(SDPWellKnownMediaFormatsEnum.PCMU),
    };

    private static VideoFormat VideoFormatOf(MediaCodec codec) => codec == MediaCodec.H264
        ? new VideoFormat(VideoCodecsEnum.H264, 102, VideoClockRate, "level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f")
        : new VideoFormat(VideoCodecsEnum.VP8, 96, VideoClockRate);
}
