using Skapi.Protocol;
using Skapi.Rtc.Media;

namespace Skapi.Rtc.GStreamer.Media.Sending;

/// <summary>Creates sources from what an app asks to send.</summary>
internal static class LocalSources
{
    /// <summary>Opens a source of audio.</summary>
    /// <exception cref="SkapiException"><c>INVALID_PARAMETER</c>.</exception>
    public static (LocalSource Source, RtpCodec Codec) Open(AudioSource source, Action<Exception> failed) =>
        source is AudioSource.Encoded encoded
            ? Open(encoded.Feed, MediaKind.Audio, failed)
            : (OpenRaw(source, failed), RtpCodec.PreferredOf(MediaKind.Audio));

    /// <summary>Opens a source of video.</summary>
    /// <exception cref="SkapiException"><c>INVALID_PARAMETER</c>.</exception>
    public static (LocalSource Source, RtpCodec Codec) Open(VideoSource source, Action<Exception> failed) =>
        source is VideoSource.Encoded encoded
            ? Open(encoded.Feed, MediaKind.Video, failed)
            : (OpenRaw(source, failed), RtpCodec.PreferredOf(MediaKind.Video));

    /// <summary>Throws if a feed has the other kind of media.</summary>
    public static void CheckKind(EncodedFeed feed, MediaKind kind)
    {
        var codec = RtpCodec.Of(feed.Codec);
        if (codec.Kind != kind)
        {
            throw SkapiException.InvalidParameter(
                $"A feed of {feed.Codec} frames has {codec.Kind.Value}, so it cannot be sent as {kind.Value}.");
        }
    }

    private static (LocalSource Source, RtpCodec Codec) Open(EncodedFeed feed, MediaKind kind, Action<Exception> failed)
    {
        CheckKind(feed, kind);
        return (new EncodedSource(feed, failed), RtpCodec.Of(feed.Codec));
    }

    private static LocalSource OpenRaw(AudioSource source, Action<Exception> failed) => source switch
    {
        AudioSource.Device device => new DeviceSource(MediaKind.Audio, device.Id) { Failed = failed },
        AudioSource.Tone tone => new TestSource(tone),
        AudioSource.File file => new FileSource(MediaKind.Audio, file.Path) { Failed = failed },
        AudioSource.Raw raw => new RawAudioSource(raw.Feed),
        _ => throw SkapiException.NotSupported($"A source of type {source.GetType().Name} cannot be sent."),
    };

    private static LocalSource OpenRaw(VideoSource source, Action<Exception> failed) => source switch
    {
        VideoSource.Device device => new DeviceSource(MediaKind.Video, device.Id) { Failed = failed },
        VideoSource.TestPattern pattern => new TestSource(pattern),
        VideoSource.File file => new FileSource(MediaKind.Video, file.Path) { Failed = failed },
        VideoSource.Raw raw => new RawVideoSource(raw.Feed),
        _ => throw SkapiException.NotSupported($"A source of type {source.GetType().Name} cannot be sent."),
    };
}
