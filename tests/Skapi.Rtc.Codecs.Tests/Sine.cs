namespace Skapi.Rtc.Codecs.Tests;

/// <summary>A sine tone, and the pitch of samples.</summary>
internal static class Sine
{
    private const int Amplitude = 12000;

    /// <summary>The samples of a tone.</summary>
    /// <param name="frequency">The pitch, in hertz.</param>
    /// <param name="sampleRate">Samples per second of one channel.</param>
    /// <param name="first">The number of the first sample.</param>
    /// <param name="count">The number of samples of one channel.</param>
    /// <param name="channels">The number of channels, which are the same.</param>
    public static short[] Of(double frequency, int sampleRate, int first, int count, int channels = 1)
    {
        var samples = new short[count * channels];
        for (var i = 0; i < samples.Length; i++)
            samples[i] = (short)(Amplitude * Math.Sin(2 * Math.PI * frequency * (first + (i / channels)) / sampleRate));

        return samples;
    }

    /// <summary>The pitch in hertz, from the rising zero crossings.</summary>
    public static double PitchOf(ReadOnlySpan<short> samples, int sampleRate)
    {
        var rises = 0;
        var (first, last) = (0, 0);
        for (var i = 1; i < samples.Length; i++)
        {
            if (samples[i - 1] >= 0 || samples[i] < 0)
                continue;

            first = rises++ == 0 ? i : first;
            last = i;
        }

        return rises < 2 ? 0 : (rises - 1) * (double)sampleRate / (last - first);
    }

    /// <summary>The loudness of samples: the root of the mean square.</summary>
    public static double LoudnessOf(ReadOnlySpan<short> samples)
    {
        var sum = 0.0;
        foreach (var sample in samples)
            sum += (double)sample * sample;

        return samples.IsEmpty ? 0 : Math.Sqrt(sum / samples.Length);
    }
}
