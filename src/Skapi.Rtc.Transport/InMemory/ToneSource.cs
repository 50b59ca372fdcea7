namespace Skapi.Rtc.InMemory;

/// <summary>A sine tone at half the full scale, 48 kHz mono, 20 ms at a time, by the clock.</summary>
internal sealed class ToneSource(double frequency, TimeProvider time) : IInMemorySource
{
    private const int SampleRate = 48000;
    private const int SamplesPerFrame = SampleRate / 50;

    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(20);

    private ITimer? _timer;
    private long _frames;

    public void Start(Action<InMemoryFrame> deliver) => _timer = time.CreateTimer(_ => deliver(Next()), null, Period, Period);

    public void Dispose() => _timer?.Dispose();

    private InMemoryFrame.Audio Next()
    {
        var frame = Interlocked.Increment(ref _frames) - 1;
        var samples = new short[SamplesPerFrame];
        for (var index = 0; index < samples.Length; index++)
        {
            var seconds = ((frame * SamplesPerFrame) + index) / (double)SampleRate;
            samples[index] = (short)(short.MaxValue / 2 * Math.Sin(2 * Math.PI * frequency * seconds));
        }

        return new InMemoryFrame.Audio(SampleRate, 1, samples, Period * frame);
    }
}
