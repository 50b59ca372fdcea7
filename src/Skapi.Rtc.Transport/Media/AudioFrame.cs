namespace Skapi.Rtc.Media;

/// <summary>A stretch of sound, interleaved 16-bit samples. It is valid only while the callback runs that it was given to.</summary>
/// <param name="sampleRate">Samples a second of one channel.</param>
/// <param name="channels">1 for mono, 2 for stereo.</param>
/// <param name="samples">The samples, interleaved.</param>
/// <param name="timestamp">When it is heard, since the track began.</param>
public readonly ref struct AudioFrame(int sampleRate, int channels, ReadOnlySpan<short> samples, TimeSpan timestamp)
{
    /// <summary>Samples a second of one channel.</summary>
    public int SampleRate { get; } = sampleRate;

    /// <summary>1 for mono, 2 for stereo.</summary>
    public int Channels { get; } = channels;

    /// <summary>The samples, interleaved.</summary>
    public ReadOnlySpan<short> Samples { get; } = samples;

    /// <summary>When it is heard, since the track began.</summary>
    public TimeSpan Timestamp { get; } = timestamp;
}
