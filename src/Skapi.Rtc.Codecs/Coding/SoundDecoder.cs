using Skapi.Rtc.Media;

namespace Skapi.Rtc.Codecs.Coding;

/// <summary>
/// Decodes packets of sound, and replaces lost ones. What the other side sends can be anything: a packet that is invalid has no duration,
/// and decoding one may throw any exception. Not safe for concurrent use.
/// </summary>
/// <param name="codec">The codec.</param>
/// <param name="sampleRate">The sample rate of what it decodes.</param>
internal abstract class SoundDecoder(MediaCodec codec, int sampleRate)
{
    /// <summary>The codec.</summary>
    public MediaCodec Codec => codec;

    /// <summary>The sample rate of what it decodes.</summary>
    public int SampleRate => sampleRate;

    /// <summary>The number of channels of what it decodes. It can grow with a packet.</summary>
    public abstract int Channels { get; }

    /// <summary>Creates a decoder.</summary>
    public static SoundDecoder Create(MediaCodec codec) =>
        codec == MediaCodec.Opus ? new OpusSoundDecoder() : new G711Decoder(codec);

    /// <summary>The duration of a packet, or zero if it cannot be decoded.</summary>
    public abstract TimeSpan DurationOf(ReadOnlySpan<byte> packet);

    /// <summary>Decodes a packet.</summary>
    /// <returns>The number of samples of each channel.</returns>
    public abstract int Decode(ReadOnlySpan<byte> packet, Span<short> samples);

    /// <summary>Replaces lost sound by what the packet after it says about it, or by a guess.</summary>
    /// <param name="next">The packet after the lost sound. It is not decoded itself.</param>
    /// <param name="duration">The duration of the lost sound, a multiple of 2.5 ms.</param>
    /// <param name="samples">Receives the samples.</param>
    /// <returns>The number of samples of each channel.</returns>
    public abstract int Recover(ReadOnlySpan<byte> next, TimeSpan duration, Span<short> samples);

    /// <summary>Replaces lost sound by a guess, which becomes quieter with time.</summary>
    /// <param name="duration">The duration of the lost sound, a multiple of 2.5 ms.</param>
    /// <param name="samples">Receives the samples.</param>
    /// <returns>The number of samples of each channel.</returns>
    public abstract int Conceal(TimeSpan duration, Span<short> samples);

    /// <summary>Forgets what came before.</summary>
    public abstract void Reset();

    /// <summary>The number of samples of a duration, of one channel.</summary>
    protected int SamplesOf(TimeSpan duration) => (int)(duration.Ticks * SampleRate / TimeSpan.TicksPerSecond);

    /// <summary>The duration of a number of samples of one channel.</summary>
    protected TimeSpan DurationOf(int samples) => new(samples * TimeSpan.TicksPerSecond / SampleRate);
}
