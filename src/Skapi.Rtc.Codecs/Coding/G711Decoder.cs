using Skapi.Rtc.Media;

namespace Skapi.Rtc.Codecs.Coding;

/// <summary>Decodes G.711: 8 kHz, one channel.</summary>
internal sealed class G711Decoder(MediaCodec codec) : SoundDecoder(codec, SoundFormat.TelephoneRate)
{
    private readonly PitchRepetition _repetition = new();

    /// <inheritdoc/>
    public override int Channels => 1;

    /// <inheritdoc/>
    public override TimeSpan DurationOf(ReadOnlySpan<byte> packet) =>
        packet.Length <= SampleRate / 1000 * SoundFormat.MaxPacketMilliseconds ? DurationOf(packet.Length) : TimeSpan.Zero;

    /// <inheritdoc/>
    public override int Decode(ReadOnlySpan<byte> packet, Span<short> samples)
    {
        var table = G711.TableOf(Codec);
        for (var i = 0; i < packet.Length; i++)
            samples[i] = table[packet[i]];

        _repetition.OnSound(samples[..packet.Length]);
        return packet.Length;
    }

    /// <inheritdoc/>
    public override int Recover(ReadOnlySpan<byte> next, TimeSpan duration, Span<short> samples) => Conceal(duration, samples);

    /// <inheritdoc/>
    public override int Conceal(TimeSpan duration, Span<short> samples)
    {
        var count = SamplesOf(duration);
        _repetition.Continue(samples[..count]);
        return count;
    }

    /// <inheritdoc/>
    public override void Reset() => _repetition.Reset();
}
