using Skapi.Rtc.Media;

namespace Skapi.Samples.Call.Checks;

/// <summary>Counts the samples of a track that are not silent, and measures their pitch by zero crossings.</summary>
internal sealed class SoundCheck
{
    private const int Silence = 1000;

    private readonly Lock _gate = new();
    private long _loudSamples;
    private long _risingCrossings;
    private int _sampleRate;
    private short _last;

    /// <summary>The length of the sound.</summary>
    public TimeSpan Heard
    {
        get
        {
            lock (_gate)
                return _sampleRate == 0 ? TimeSpan.Zero : TimeSpan.FromSeconds((double)_loudSamples / _sampleRate);
        }
    }

    /// <summary>The pitch of the sound, in hertz.</summary>
    public double Pitch
    {
        get
        {
            lock (_gate)
                return _loudSamples == 0 ? 0 : (double)_risingCrossings * _sampleRate / _loudSamples;
        }
    }

    public void Take(AudioFrame frame)
    {
        lock (_gate)
        {
            _sampleRate = frame.SampleRate;
            if (!frame.Samples.ContainsAnyExceptInRange((short)-Silence, (short)Silence))
                return;

            for (var index = 0; index < frame.Samples.Length; index += frame.Channels)
            {
                var sample = frame.Samples[index];
                if (_last < 0 && sample >= 0)
                    _risingCrossings++;

                _last = sample;
                _loudSamples++;
            }
        }
    }
}
