using Skapi.Rtc.Media;

namespace Skapi.Rtc.Codecs.Coding;

/// <summary>Encodes frames of sound, each of <see cref="SoundFormat.FrameMilliseconds"/>. Not safe for concurrent use.</summary>
/// <param name="codec">The codec.</param>
/// <param name="sampleRate">The sample rate of what it encodes.</param>
/// <param name="channels">The number of channels of what it encodes.</param>
internal abstract class SoundEncoder(MediaCodec codec, int sampleRate, int channels) : IDisposable
{
    /// <summary>The codec.</summary>
    public MediaCodec Codec => codec;

    /// <summary>The sample rate of what it encodes.</summary>
    public int SampleRate => sampleRate;

    /// <summary>The number of channels of what it encodes.</summary>
    public int Channels => channels;

    /// <summary>The number of samples of a frame, of all channels.</summary>
    public int FrameSamples => sampleRate / 1000 * SoundFormat.FrameMilliseconds * channels;

    /// <summary>Creates an encoder for sound of an app.</summary>
    /// <param name="codec">The codec.</param>
    /// <param name="sampleRate">The sample rate of the sound. The encoder may have another one.</param>
    /// <param name="channels">The number of channels of the sound. The encoder may have fewer.</param>
    public static SoundEncoder Create(MediaCodec codec, int sampleRate, int channels) =>
        codec == MediaCodec.Opus ? new OpusSoundEncoder(sampleRate, channels) : new G711Encoder(codec);

    /// <summary>Encodes a frame.</summary>
    /// <param name="samples">As many samples as <see cref="FrameSamples"/>, interleaved.</param>
    /// <param name="packet">Receives the packet.</param>
    /// <returns>The length of the packet.</returns>
    public abstract int Encode(ReadOnlySpan<short> samples, Span<byte> packet);

    /// <summary>Encodes for a rate in bits a second from now on, as far as the codec can. Null is the usual rate.</summary>
    public virtual void SetTargetBitrate(long? bitsPerSecond)
    {
    }

    /// <summary>Forgets what came before.</summary>
    public abstract void Reset();

    /// <inheritdoc/>
    public abstract void Dispose();
}
