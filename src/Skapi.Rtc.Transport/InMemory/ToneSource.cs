using Skapi.Rtc.Media;

namespace Skapi.Rtc.InMemory;

/// <summary>The tone, 48 kHz mono, 20 ms at a time, by the clock.</summary>
internal sealed class ToneSource(double frequency, TimeProvider time) : IInMemorySource
{
    private const int SampleRate = 48000;
    private const int SamplesPerFrame = SampleRate / 50;

    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(20);

    private readonly ToneGenerator _tone = new(frequency, SampleRate);
    private ITimer? _timer;

    public void Start(Action<InMemoryFrame> deliver) => _timer = time.CreateTimer(_ => deliver(Next()), null, Period, Period);

    public void Dispose() => _timer?.Dispose();

    private InMemoryFrame.Audio Next()
    {
        var (samples, start) = _tone.Next(SamplesPerFrame);
        return new InMemoryFrame.Audio(SampleRate, 1, samples, start);
    }
}
