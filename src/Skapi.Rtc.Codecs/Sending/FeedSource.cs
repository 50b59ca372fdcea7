using Skapi.Rtc.Media;

namespace Skapi.Rtc.Codecs.Sending;

/// <summary>Sound that the app pushes.</summary>
internal sealed class FeedSource(AudioFeed feed) : ISoundSource
{
    private IDisposable? _subscription;

    /// <inheritdoc/>
    public int SampleRate => feed.SampleRate;

    /// <inheritdoc/>
    public int Channels => feed.Channels;

    /// <inheritdoc/>
    public void Start(Action<AudioFrame> deliver) => _subscription = feed.Subscribe(deliver);

    /// <inheritdoc/>
    public void Dispose() => _subscription?.Dispose();
}
