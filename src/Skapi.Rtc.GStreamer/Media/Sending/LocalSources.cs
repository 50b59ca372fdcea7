using Skapi.Protocol;
using Skapi.Rtc.Media;

namespace Skapi.Rtc.GStreamer.Media.Sending;

/// <summary>Creates sources from what an app asks to send.</summary>
internal static class LocalSources
{
    /// <summary>Opens a source of audio.</summary>
    /// <exception cref="SkapiException"><c>INVALID_PARAMETER</c>.</exception>
    public static (LocalSource Source, RtpCodec Codec) Open(AudioSource source, Action<Exception> failed) => source switch
    {
        AudioSource.Device device => (new DeviceSource(MediaKind.Audio, device.Id) { Failed = failed }, RtpCodec.Of(MediaCodec.Opus)),
        AudioSource.Tone tone => (new TestSource(tone), RtpCodec.Of(MediaCodec.Opus)),
        AudioSource.File file => (new FileSource(MediaKind.Audio, file.Path) { Failed = failed }, RtpCodec.Of(MediaCodec.Opus)),
        AudioSource.Raw raw => (new RawAudioSource(raw.Feed), RtpCodec.Of(MediaCodec.Opus)),
        AudioSource.Encoded encoded => Open(encoded.Feed, MediaKind.Audio, failed),
        _ => throw Errors.NotSupported($"A source of type {source.GetType().Name} cannot be sent."),
    };

    /// <summary>Opens a source of video.</summary>
    /// <exception cref="SkapiException"><c>INVALID_PARAMETER</c>.</exception>
    public static (LocalSource Source, RtpCodec Codec) Open(VideoSource source, Action<Exception> failed) => source switch
    {
        VideoSource.Device device => (new DeviceSource(MediaKind.Video, device.Id) { Failed = failed }, RtpCodec.Of(MediaCodec.Vp8)),
        VideoSource.TestPattern pattern => (new TestSource(pattern), RtpCodec.Of(MediaCodec.Vp8)),
        VideoSource.File file => (new FileSource(MediaKind.Video, file.Path) { Failed = failed }, RtpCodec.Of(MediaCodec.Vp8)),
        VideoSource.Raw raw => (new RawVideoSource(raw.Feed), RtpCodec.Of(MediaCodec.Vp8)),
        VideoSource.Encoded encoded => Open(encoded.Feed, MediaKind.Video, failed),
        _ => throw Errors.NotSupported($"A source of type {source.GetType().Name} cannot be sent."),
    };

    /// <summary>Throws if a feed has the other kind of media.</summary>
    public static void CheckKind(EncodedFeed feed, MediaKind kind)
    {
        var codec = RtpCodec.Of(feed.Codec);
        if (codec.Kind != kind)
            throw Errors.InvalidParameter($"A feed of {feed.Codec} frames has {codec.Kind.Value}, so it cannot be sent as {kind.Value}.");
    }

    private static (LocalSource Source, RtpCodec Codec) Open(EncodedFeed feed, MediaKind kind, Action<Exception> failed)
    {
        CheckKind(feed, kind);
        return (new EncodedSource(feed, failed), RtpCodec.Of(feed.Codec));
    }
}
