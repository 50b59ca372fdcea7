namespace Skapi.Rtc.Codecs.Coding;

/// <summary>
/// Continues sound that stopped arriving by repeating its last period, more and more quietly. For sound of 8 kHz, in the manner of ITU-T
/// G.711, appendix I.
/// </summary>
internal sealed class PitchRepetition
{
    // Periods of voices: 66 to 400 Hz at 8 kHz.
    private const int MinPeriod = 20;
    private const int MaxPeriod = 120;
    private const int History = 3 * MaxPeriod;

    // The last samples that are compared with earlier ones.
    private const int Window = 160;

    // 60 ms from full volume to silence.
    private const int FadeSamples = 480;

    // The first samples after the gap are blended with the repetition, so that there is no jump.
    private const int Blend = 16;

    private readonly short[] _history = new short[History];
    private int _period;
    private int _position;
    private int _faded;
    private bool _isContinuing;

    /// <summary>Sound arrived. Its beginning is blended with the repetition, if there is one.</summary>
    public void OnSound(Span<short> samples)
    {
        if (_isContinuing)
        {
            for (var i = 0; i < Blend && i < samples.Length; i++)
                samples[i] = (short)(((samples[i] * (i + 1)) + (NextSample() * (Blend - i))) / (Blend + 1));

            _isContinuing = false;
        }

        if (samples.Length >= History)
        {
            samples[^History..].CopyTo(_history);
            return;
        }

        _history.AsSpan(samples.Length).CopyTo(_history);
        samples.CopyTo(_history.AsSpan(History - samples.Length));
    }

    /// <summary>Continues the sound.</summary>
    public void Continue(Span<short> samples)
    {
        if (!_isContinuing)
        {
            _isContinuing = true;
            _period = FindPeriod();
            _position = 0;
            _faded = 0;
        }

        foreach (ref var sample in samples)
            sample = NextSample();
    }

    /// <summary>Forgets the sound.</summary>
    public void Reset()
    {
        Array.Clear(_history);
        _isContinuing = false;
    }

    private short NextSample()
    {
        var sample = _history[History - _period + (_position % _period)];
        _position++;
        return (short)(sample * Math.Max(FadeSamples - _faded++, 0) / FadeSamples);
    }

    // Finds the distance from the latest sound to the earlier sound that it is most like.
    private int FindPeriod()
    {
        var last = _history.AsSpan(History - Window);
        var (best, bestScore) = (MaxPeriod, double.MinValue);
        for (var period = MinPeriod; period <= MaxPeriod; period++)
        {
            var earlier = _history.AsSpan(History - Window - period, Window);
            var (product, energy) = (0L, 1L);
            for (var i = 0; i < Window; i++)
            {
                product += last[i] * earlier[i];
                energy += earlier[i] * earlier[i];
            }

            var score = product * Math.Abs((double)product) / energy;
            if (score > bestScore)
                (best, bestScore) = (period, score);
        }

        return best;
    }
}
