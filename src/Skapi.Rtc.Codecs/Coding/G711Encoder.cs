using Skapi.Rtc.Media;

namespace Skapi.Rtc.Codecs.Coding;

/// <summary>Encodes G.711: 8 kHz, one channel.</summary>
internal sealed class G711Encoder(MediaCodec codec) : SoundEncoder(codec, SoundFormat.TelephoneRate, 1)
{
    /// <inheritdoc/>
    public override int Encode(ReadOnlySpan<short> samples, Span<byte> packet)
    {
        if (Codec == MediaCodec.Pcmu)
        {
            for (var i = 0; i < samples.Length; i++)
                packet[i] = G711.CompressMu(samples[i]);
        }
        else
        {
            for (var i = 0; i < samples.Length; i++)
                packet[i] = G711.CompressA(samples[i]);
        }

        return samples.Length;
    }

    /// <inheritdoc/>
    public override void Reset()
    {
        // Each sample is encoded alone.
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        // There is nothing to free.
    }
}
