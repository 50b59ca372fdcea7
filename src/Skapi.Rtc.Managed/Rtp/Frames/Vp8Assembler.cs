using Skapi.Rtc.Managed.Rtp.Receiving;
using Skapi.Rtc.Managed.Wire;
using Skapi.Rtc.Media;

namespace Skapi.Rtc.Managed.Rtp.Frames;

/// <summary>VP8 pictures (RFC 7741).</summary>
internal sealed class Vp8Assembler(IFrameSink sink, BufferBudget budget) : FrameAssembler(MediaCodec.Vp8, sink, budget)
{
    // RFC 7741, section 4.2: the bits of the payload descriptor.
    private const int ExtensionFlag = 0x80;
    private const int StartFlag = 0x10;
    private const int PartitionMask = 0x0F;
    private const int PictureIdFlag = 0x80;
    private const int LevelFlag = 0x40;
    private const int TemporalFlags = 0x30;
    private const int LongPictureIdFlag = 0x80;

    /// <inheritdoc/>
    public override bool CanBegin(ReadOnlySpan<byte> payload) =>
        payload is [var first, ..] && (first & (StartFlag | PartitionMask)) == StartFlag;

    /// <inheritdoc/>
    protected override bool TryAppend(ReadOnlySpan<byte> payload)
    {
        if (IsEmpty && !CanBegin(payload))
            return false;

        var reader = new WireReader(payload);
        if ((reader.ReadByte() & ExtensionFlag) != 0)
        {
            var extension = reader.ReadByte();
            if ((extension & PictureIdFlag) != 0 && (reader.ReadByte() & LongPictureIdFlag) != 0)
                reader.ReadByte();
            if ((extension & LevelFlag) != 0)
                reader.ReadByte();
            if ((extension & TemporalFlags) != 0)
                reader.ReadByte();
        }

        return !reader.Failed && reader.Remaining > 0 && Append(reader.ReadBytes(reader.Remaining));
    }
}
