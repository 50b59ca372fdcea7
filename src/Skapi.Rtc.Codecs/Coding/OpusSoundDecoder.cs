using Concentus.Structs;
using Skapi.Rtc.Media;

namespace Skapi.Rtc.Codecs.Coding;

/// <summary>Decodes Opus (RFC 6716) at 48 kHz: in mono, and in stereo from the first stereo packet on.</summary>
internal sealed class OpusSoundDecoder() : SoundDecoder(MediaCodec.Opus, SoundFormat.OpusRate)
{
    private OpusDecoder? _decoder;

    /// <inheritdoc/>
    public override int Channels => _decoder?.NumChannels ?? 1;

    /// <inheritdoc/>
    public override TimeSpan DurationOf(ReadOnlySpan<byte> packet)
    {
        if (packet.IsEmpty || packet.Length > SoundFormat.MaxPacketBytes)
            return TimeSpan.Zero;

        // RFC 6716, section 3.2: the two lowest bits say how many frames there are, or that the next byte says it.
        var frames = (packet[0] & 3) switch { 0 => 1, 1 or 2 => 2, _ => packet.Length > 1 ? packet[1] & 0x3f : 0 };
        var samples = frames * OpusPacketInfo.GetNumSamplesPerFrame(packet, SampleRate);
        return samples <= SampleRate / 1000 * SoundFormat.MaxPacketMilliseconds ? DurationOf(samples) : TimeSpan.Zero;
    }

    /// <inheritdoc/>
    public override int Decode(ReadOnlySpan<byte> packet, Span<short> samples)
    {
        // An empty packet would be concealed.
        if (DurationOf(packet) == TimeSpan.Zero)
            throw new InvalidDataException("The packet is not a packet of Opus.");

        return DecoderFor(packet).Decode(packet, samples, samples.Length / Channels, false);
    }

    /// <inheritdoc/>
    public override int Recover(ReadOnlySpan<byte> next, TimeSpan duration, Span<short> samples) =>
        DecoderFor(next).Decode(next, samples, SamplesOf(duration), true);

    /// <inheritdoc/>
    public override int Conceal(TimeSpan duration, Span<short> samples) =>
        (_decoder ??= Create(1)).Decode([], samples, SamplesOf(duration), false);

    /// <inheritdoc/>
    public override void Reset() => _decoder?.ResetState();

    private OpusDecoder DecoderFor(ReadOnlySpan<byte> packet)
    {
        var channels = OpusPacketInfo.GetNumEncodedChannels(packet);
        if (_decoder is null || _decoder.NumChannels < channels)
            _decoder = Create(channels);

        return _decoder;
    }

    // The factory would look for a native library, which may be of any version.
#pragma warning disable CS0618
    private OpusDecoder Create(int channels) => new(SampleRate, channels);
#pragma warning restore CS0618
}
