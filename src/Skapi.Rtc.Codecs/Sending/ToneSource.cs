using Skapi.Rtc.Codecs.Coding;
using Skapi.Rtc.Media;

namespace Skapi.Rtc.Codecs.Sending;

/// <summary>The tone: 48 kHz, one channel, by the clock.</summary>
internal sealed class ToneSource(double frequency, TimeProvider time) : ISoundSource
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(SoundFormat.FrameMilliseconds);

    // A tone that fell behind by more than this goes on where it is.
    private const int MaxCatchUp = 10;

    private readonly short[] _samples = new short[SoundFormat.OpusRate / 1000 * SoundFormat.FrameMilliseconds];
    private readonly ToneGenerator _tone = new(frequency, SoundFormat.OpusRate);
    private ITimer? _timer;
    private long _startedAt;
    private long _frames;
    private int _isBusy;

    /// <inheritdoc/>
    public int SampleRate => SoundFormat.OpusRate;

    /// <inheritdoc/>
    public int Channels => 1;

    /// <inheritdoc/>
    public void Start(Action<AudioFrame> deliver)
    {
        _startedAt = time.GetTimestamp();
        _timer = time.CreateTimer(_ => OnTick(deliver), null, Period, Period);
    }

    /// <inheritdoc/>
    public void Dispose() => _timer?.Dispose();

    // Ticks come late under load, so the clock and not their number says how much sound is due.
    private void OnTick(Action<AudioFrame> deliver)
    {
        if (Interlocked.Exchange(ref _isBusy, 1) != 0)
            return;

        try
        {
            var due = time.GetElapsedTime(_startedAt).Ticks / Period.Ticks;
            _frames = Math.Max(_frames, due - MaxCatchUp);
            for (; _frames < due; _frames++)
            {
                _tone.Next(_samples);
                deliver(new AudioFrame(SampleRate, Channels, _samples, Period * _frames));
            }
        }
        finally
        {
            Volatile.Write(ref _isBusy, 0);
        }
    }
}
