using Skapi.Rtc.Managed.Rtp.Receiving;
using Skapi.Rtc.Media;

namespace Skapi.Rtc.Managed.Rtp.Frames;

/// <summary>Sound: each packet is a frame (RFC 7587, section 4; RFC 3551, section 4.5.14).</summary>
internal sealed class SoundAssembler(MediaCodec codec, IFrameSink sink, BufferBudget budget) : FrameAssembler(codec, sink, budget)
{
    /// <inheritdoc/>
    public override bool CanBegin(ReadOnlySpan<byte> payload) => true;

    /// <inheritdoc/>
    protected override bool TryAppend(ReadOnlySpan<byte> payload) => Append(payload);

    /// <inheritdoc/>
    protected override bool IsEnd(in BufferedPacket packet) => true;
}
