using Skapi.Rtc.Media;

namespace Skapi.Rtc.GStreamer.Media.Sending;

/// <summary>Raw audio that the app pushes.</summary>
internal sealed class RawAudioSource(AudioFeed feed)
    : FeedSource($"audio/x-raw,format=S16LE,layout=interleaved,rate={feed.SampleRate},channels={feed.Channels}")
{
    // Two seconds of the usual 20 ms.
    protected override int MostQueued => 100;

    /// <inheritdoc/>
    protected override IDisposable Subscribe() => feed.Subscribe(frame =>
        Push(frame.Samples, frame.Timestamp, TimeSpan.FromSeconds((double)frame.Samples.Length / frame.Channels / frame.SampleRate)));
}
