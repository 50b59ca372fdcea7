using Skapi.Protocol;
using Skapi.Rtc.Media;
using Skapi.Rtc.Rtp;

namespace Skapi.Rtc.Managed.Media;

/// <summary>Finds the feed of encoded frames of a source. Other sources need a codec or a device of another transport.</summary>
internal static class MediaSources
{
    private const string WrapForSound = "Wrap the transport in ManagedCodecs or GStreamerCodecs, or push encoded frames.";
    private const string Wrap = "Wrap the transport in GStreamerCodecs, or push encoded frames.";

    /// <summary>The feed of a source of sound, or null without a source.</summary>
    /// <exception cref="SkapiException"><c>DEVICE_NOT_FOUND</c>, <c>NOT_SUPPORTED</c> or <c>INVALID_PARAMETER</c>.</exception>
    public static EncodedFeed? FeedOf(AudioSource? source) => source switch
    {
        null => null,
        AudioSource.Encoded encoded => Check(encoded.Feed, MediaKind.Audio),
        AudioSource.Device => throw NoDevice("microphone"),
        _ => throw NotEncoded("sound", WrapForSound),
    };

    /// <summary>The feed of a source of pictures, or null without a source.</summary>
    /// <exception cref="SkapiException"><c>DEVICE_NOT_FOUND</c>, <c>NOT_SUPPORTED</c> or <c>INVALID_PARAMETER</c>.</exception>
    public static EncodedFeed? FeedOf(VideoSource? source) => source switch
    {
        null => null,
        VideoSource.Encoded encoded => Check(encoded.Feed, MediaKind.Video),
        VideoSource.Device => throw NoDevice("camera"),
        _ => throw NotEncoded("pictures", Wrap),
    };

    private static EncodedFeed Check(EncodedFeed feed, MediaKind kind) => RtpFormat.Of(feed.Codec).Kind == kind
        ? feed
        : throw SkapiException.InvalidParameter(
            $"A feed of {feed.Codec} frames has {RtpFormat.Of(feed.Codec).Kind}, so it cannot be sent as {kind}.");

    private static SkapiException NoDevice(string device) =>
        SkapiException.DeviceNotFound($"The managed transport has no access to a {device}. {Wrap}");

    private static SkapiException NotEncoded(string what, string advice) =>
        SkapiException.NotSupported($"The managed transport does not encode {what}. {advice}");
}
