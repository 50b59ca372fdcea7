using Skapi.Protocol;
using Skapi.Rtc.GStreamer.Media;
using Skapi.Rtc.GStreamer.Media.Sending;
using Skapi.Rtc.Media;

namespace Skapi.Rtc.GStreamer.Codecs;

/// <summary>A source that an app sends: media to encode, or a feed of encoded frames.</summary>
/// <param name="Codec">The codec of what is sent.</param>
/// <param name="Feed">The app's feed, or null if the media is encoded here.</param>
/// <param name="Open">Opens the source; null for a feed.</param>
internal sealed record MediaInput(RtpCodec Codec, EncodedFeed? Feed, Func<Action<Exception>, LocalSource>? Open)
{
    /// <summary>Reads a source of audio; null for none.</summary>
    public static MediaInput? Of(AudioSource? source) => source switch
    {
        null => null,
        AudioSource.Encoded encoded => Of(encoded.Feed, MediaKind.Audio),
        _ => new MediaInput(RtpCodec.PreferredOf(MediaKind.Audio), null, failed => LocalSources.Open(source, failed).Source),
    };

    /// <summary>Reads a source of video; null for none.</summary>
    public static MediaInput? Of(VideoSource? source) => source switch
    {
        null => null,
        VideoSource.Encoded encoded => Of(encoded.Feed, MediaKind.Video),
        _ => new MediaInput(RtpCodec.PreferredOf(MediaKind.Video), null, failed => LocalSources.Open(source, failed).Source),
    };

    private static MediaInput Of(EncodedFeed feed, MediaKind kind)
    {
        LocalSources.CheckKind(feed, kind);
        return new MediaInput(RtpCodec.Of(feed.Codec), feed, null);
    }
}
