using Concentus.Enums;
using Concentus.Structs;
using Skapi.Rtc.Media;

namespace Skapi.Rtc.Codecs.Coding;

/// <summary>Encodes Opus (RFC 6716), with in-band error correction.</summary>
internal sealed class OpusSoundEncoder : SoundEncoder
{
    // What browsers use for one channel of speech or music.
    private const int BitsPerChannel = 32000;

    // Below, speech becomes hard to understand, and the headers of a packet are the larger part of it anyway.
    private const int MinBitrate = 16000;

    // Half of the time of the best setting, and hardly a difference to hear at this bit rate.
    private const int Complexity = 5;

    // How much loss the encoder prepares for. Without it there is no error correction.
    private const int ExpectedLossPercent = 5;

    private readonly OpusEncoder _encoder;

    /// <summary>Creates an encoder.</summary>
    /// <param name="sampleRate">The sample rate of the sound. It is encoded with its own rate if Opus knows it, or with 48 kHz.</param>
    /// <param name="channels">The number of channels of the sound.</param>
    public OpusSoundEncoder(int sampleRate, int channels)
        : base(MediaCodec.Opus, IsKnown(sampleRate) ? sampleRate : SoundFormat.OpusRate, channels)
    {
        // The factory would look for a native library, which may be of any version.
#pragma warning disable CS0618
        _encoder = new OpusEncoder(SampleRate, channels, OpusApplication.OPUS_APPLICATION_VOIP)
#pragma warning restore CS0618
        {
            Bitrate = BitsPerChannel * channels,
            Complexity = Complexity,
            UseInbandFEC = true,
            PacketLossPercent = ExpectedLossPercent,
        };
    }

    /// <inheritdoc/>
    public override int Encode(ReadOnlySpan<short> samples, Span<byte> packet) =>
        _encoder.Encode(samples, FrameSamples / Channels, packet, packet.Length);

    /// <inheritdoc/>
    public override void SetTargetBitrate(long? bitsPerSecond)
    {
        var usual = BitsPerChannel * Channels;
        _encoder.Bitrate = (int)Math.Clamp(bitsPerSecond ?? usual, MinBitrate, usual);
    }

    /// <inheritdoc/>
    public override void Reset() => _encoder.ResetState();

    /// <inheritdoc/>
    public override void Dispose() => _encoder.Dispose();

    private static bool IsKnown(int sampleRate) => sampleRate is 8000 or 12000 or 16000 or 24000 or SoundFormat.OpusRate;
}
