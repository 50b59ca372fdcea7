using Skapi.Rtc.Managed.Rtp.Receiving;
using Skapi.Rtc.Managed.Wire;
using Skapi.Rtc.Media;

namespace Skapi.Rtc.Managed.Rtp.Frames;

/// <summary>VP9 pictures (RFC 9628). The frames of spatial layers with one time stamp are one picture, one behind the other.</summary>
internal sealed class Vp9Assembler(IFrameSink sink, BufferBudget budget) : FrameAssembler(MediaCodec.Vp9, sink, budget)
{
    // RFC 9628, section 4.2: the bits of the payload descriptor.
    private const int PictureIdFlag = 0x80;
    private const int PredictedFlag = 0x40;
    private const int LayerFlag = 0x20;
    private const int FlexibleFlag = 0x10;
    private const int StartFlag = 0x08;
    private const int StructureFlag = 0x02;
    private const int LongPictureIdFlag = 0x80;
    private const int MoreReferencesFlag = 0x01;
    private const int MaxReferences = 3;
    private const int SpatialMask = 0x0E;

    // Section 4.2.1: the bits of the scalability structure.
    private const int SizesFlag = 0x10;
    private const int GroupFlag = 0x08;

    /// <inheritdoc/>
    public override bool CanBegin(ReadOnlySpan<byte> payload)
    {
        var reader = new WireReader(payload);
        return TryReadDescriptor(ref reader, out var isStart, out var spatialLayer) && isStart && spatialLayer == 0;
    }

    /// <inheritdoc/>
    protected override bool TryAppend(ReadOnlySpan<byte> payload)
    {
        var reader = new WireReader(payload);
        return TryReadDescriptor(ref reader, out var isStart, out _) && (isStart || !IsEmpty) && reader.Remaining > 0
            && Append(reader.ReadBytes(reader.Remaining));
    }

    private static bool TryReadDescriptor(ref WireReader reader, out bool isStart, out int spatialLayer)
    {
        var flags = reader.ReadByte();
        isStart = (flags & StartFlag) != 0;
        spatialLayer = 0;
        if ((flags & PictureIdFlag) != 0 && (reader.ReadByte() & LongPictureIdFlag) != 0)
            reader.ReadByte();

        if ((flags & LayerFlag) != 0)
        {
            spatialLayer = (reader.ReadByte() & SpatialMask) >> 1;
            if ((flags & FlexibleFlag) == 0)
                reader.ReadByte();
        }

        if ((flags & (FlexibleFlag | PredictedFlag)) == (FlexibleFlag | PredictedFlag))
        {
            for (var count = 1; (reader.ReadByte() & MoreReferencesFlag) != 0; count++)
            {
                if (count == MaxReferences)
                    return false;
            }
        }

        if ((flags & StructureFlag) != 0)
            SkipStructure(ref reader);

        return !reader.Failed;
    }

    private static void SkipStructure(ref WireReader reader)
    {
        var head = reader.ReadByte();
        if ((head & SizesFlag) != 0)
            reader.ReadBytes(((head >> 5) + 1) * 2 * sizeof(ushort));

        if ((head & GroupFlag) == 0)
            return;

        // A failed reader reads zeros, so the loop is short then.
        for (var left = reader.ReadByte(); left > 0; left--)
            reader.ReadBytes((reader.ReadByte() >> 2) & MaxReferences);
    }
}
