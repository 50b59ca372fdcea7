using Skapi.Rtc.Media;

namespace Skapi.Rtc.InMemory;

/// <summary>Makes the sources that media options ask for.</summary>
internal static class InMemorySources
{
    public static (IInMemorySource? Audio, IInMemorySource? Video) Of(MediaOptions media, TimeProvider time) => (
        media.Audio switch
        {
            null => null,
            AudioSource.Tone tone => new ToneSource(tone.Frequency, time),
            AudioSource.Raw raw => new FeedSource(deliver => raw.Feed.Subscribe(frame =>
                deliver(new InMemoryFrame.Audio(frame.SampleRate, frame.Channels, frame.Samples.ToArray(), frame.Timestamp)))),
            AudioSource.Encoded encoded => OfEncoded(encoded.Feed),
            AudioSource.Device => throw NoDevice("microphone"),
            _ => throw NotSupported("play a media file"),
        },
        media.Video switch
        {
            null => null,
            VideoSource.TestPattern pattern => new TestPatternSource(pattern, time),
            VideoSource.Raw raw => new FeedSource(deliver => raw.Feed.Subscribe(frame =>
                deliver(new InMemoryFrame.Video(frame.Width, frame.Height, frame.Data.ToArray(), frame.Timestamp)))),
            VideoSource.Encoded encoded => OfEncoded(encoded.Feed),
            VideoSource.Device => throw NoDevice("camera"),
            _ => throw NotSupported("play a media file"),
        });

    private static FeedSource OfEncoded(EncodedFeed feed) => new(
        deliver => feed.Subscribe(frame =>
            deliver(new InMemoryFrame.Encoded(frame.Codec, frame.Data.ToArray(), frame.Timestamp, frame.IsKeyFrame))),
        feed.RequestKeyFrame);

    private static SkapiException NoDevice(string device) => SkapiException.DeviceNotFound(
        $"The in-memory transport has no {device}. Send the test pattern and the tone, or frames of your own.");

    private static SkapiException NotSupported(string what) => SkapiException.NotSupported(
        $"The in-memory transport cannot {what}. Send the test pattern and the tone, or frames of your own.");

    /// <summary>What the app pushes.</summary>
    private sealed class FeedSource(Func<Action<InMemoryFrame>, IDisposable> subscribe, Action? requestKeyFrame = null) : IInMemorySource
    {
        private IDisposable? _subscription;

        public void Start(Action<InMemoryFrame> deliver) => _subscription = subscribe(deliver);

        public void RequestKeyFrame() => requestKeyFrame?.Invoke();

        public void Dispose() => _subscription?.Dispose();
    }
}
