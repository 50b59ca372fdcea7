using Skapi.Rtc.Media;

namespace Skapi.Rtc.InMemory;

/// <summary>The test pattern, by the clock.</summary>
internal sealed class TestPatternSource(VideoSource.TestPattern pattern, TimeProvider time) : IInMemorySource
{
    private readonly byte[] _picture = TestPatternPicture.Draw(pattern.Width, pattern.Height);
    private ITimer? _timer;
    private long _frames;

    public void Start(Action<InMemoryFrame> deliver)
    {
        var period = TimeSpan.FromSeconds(1.0 / pattern.FrameRate);
        _timer = time.CreateTimer(
            _ => deliver(new InMemoryFrame.Video(pattern.Width, pattern.Height, _picture, period * Interlocked.Increment(ref _frames))),
            null,
            period,
            period);
    }

    public void Dispose() => _timer?.Dispose();
}
