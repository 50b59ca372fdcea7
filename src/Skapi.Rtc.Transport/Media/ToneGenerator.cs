namespace Skapi.Rtc.Media;

/// <summary>For transports: the samples of <see cref="AudioSource.Tone"/>, a sine tone at half the full scale. Thread-safe.</summary>
/// <param name="frequency">The pitch, in hertz.</param>
/// <param name="sampleRate">Samples per second.</param>
public sealed class ToneGenerator(double frequency, int sampleRate = 48000)
{
    private const double Amplitude = short.MaxValue / 2;

    private long _samples;

    /// <summary>Gets the next samples, which continue the previous ones without a jump.</summary>
    /// <param name="count">The number of samples.</param>
    public (short[] Samples, TimeSpan Time) Next(int count)
    {
        var samples = new short[count];
        return (samples, Next(samples));
    }

    /// <summary>Writes the next samples, which continue the previous ones without a jump.</summary>
    /// <param name="samples">Receives the samples.</param>
    /// <returns>When the first of them is heard, since the tone began.</returns>
    public TimeSpan Next(Span<short> samples)
    {
        // A late timer tick may run at the same time as the next one: each takes its own part of the tone.
        var first = Interlocked.Add(ref _samples, samples.Length) - samples.Length;
        for (var index = 0; index < samples.Length; index++)
            samples[index] = (short)(Amplitude * Math.Sin(2 * Math.PI * frequency * (first + index) / sampleRate));

        return TimeSpan.FromSeconds((double)first / sampleRate);
    }
}
