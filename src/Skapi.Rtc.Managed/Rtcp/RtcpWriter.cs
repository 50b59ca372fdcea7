using System.Buffers.Binary;
using Skapi.Rtc.Managed.Wire;

namespace Skapi.Rtc.Managed.Rtcp;

/// <summary>Writes the packets of a compound RTCP packet, one behind the other.</summary>
/// <param name="buffer">The buffer to fill. It has to be large enough.</param>
internal ref struct RtcpWriter(Span<byte> buffer)
{
    private const int CnameItem = 1;
    private const int VersionBits = 2 << 6;

    private readonly Span<byte> _buffer = buffer;

    /// <summary>The number of bytes written.</summary>
    public int Length { get; private set; }

    /// <summary>Writes a sender report.</summary>
    public void WriteSenderReport(uint ssrc, SenderInfo info, scoped ReadOnlySpan<ReportBlock> blocks)
    {
        var writer = Begin();
        writer.WriteUInt32(ssrc);
        info.Write(ref writer);
        foreach (var block in blocks)
            block.Write(ref writer);

        End(RtcpType.SenderReport, blocks.Length, writer.Length);
    }

    /// <summary>Writes a receiver report.</summary>
    public void WriteReceiverReport(uint ssrc, scoped ReadOnlySpan<ReportBlock> blocks)
    {
        var writer = Begin();
        writer.WriteUInt32(ssrc);
        foreach (var block in blocks)
            block.Write(ref writer);

        End(RtcpType.ReceiverReport, blocks.Length, writer.Length);
    }

    /// <summary>Writes the name that all sources of a side have in common (RFC 3550, section 6.5.1).</summary>
    /// <param name="ssrc">The source.</param>
    /// <param name="cname">The name, in UTF-8: at most 255 bytes.</param>
    public void WriteSourceDescription(uint ssrc, scoped ReadOnlySpan<byte> cname)
    {
        var writer = Begin();
        writer.WriteUInt32(ssrc);
        writer.WriteByte(CnameItem);
        writer.WriteVector8(cname);

        // A zero ends the list, and more of them fill the word.
        do
        {
            writer.WriteByte(0);
        }
        while (writer.Length % sizeof(uint) != 0);

        End(RtcpType.SourceDescription, 1, writer.Length);
    }

    /// <summary>Writes that a source has ended.</summary>
    public void WriteGoodbye(uint ssrc)
    {
        var writer = Begin();
        writer.WriteUInt32(ssrc);
        End(RtcpType.Goodbye, 1, writer.Length);
    }

    /// <summary>Writes which packets of a source are missing.</summary>
    public void WriteNack(uint ssrc, uint mediaSsrc, scoped ReadOnlySpan<ushort> sequences)
    {
        var writer = Begin();
        writer.WriteUInt32(ssrc);
        writer.WriteUInt32(mediaSsrc);
        NackList.Write(ref writer, sequences);
        End(RtcpType.TransportFeedback, FeedbackFormat.Nack, writer.Length);
    }

    /// <summary>Writes when packets of all sources arrived.</summary>
    /// <param name="ssrc">The source of this side.</param>
    /// <param name="mediaSsrc">A source of the other side.</param>
    /// <param name="sequence">The transport-wide sequence number of the first packet.</param>
    /// <param name="number">The number of the report.</param>
    /// <param name="arrivals">The arrivals, as <see cref="TransportFeedbackWriter.Write"/> takes them.</param>
    /// <param name="latest">When the latest packet arrived.</param>
    /// <returns>The number of packets written.</returns>
    public int WriteTransportFeedback(
        uint ssrc, uint mediaSsrc, ushort sequence, byte number, scoped ReadOnlySpan<long> arrivals, long latest)
    {
        var writer = Begin();
        writer.WriteUInt32(ssrc);
        writer.WriteUInt32(mediaSsrc);
        var count = TransportFeedbackWriter.Write(ref writer, sequence, number, arrivals, latest);
        End(RtcpType.TransportFeedback, FeedbackFormat.TransportWide, writer.Length);
        return count;
    }

    /// <summary>Writes that a picture of a source was lost.</summary>
    public void WritePictureLoss(uint ssrc, uint mediaSsrc)
    {
        var writer = Begin();
        writer.WriteUInt32(ssrc);
        writer.WriteUInt32(mediaSsrc);
        End(RtcpType.PayloadFeedback, FeedbackFormat.PictureLoss, writer.Length);
    }

    /// <summary>Writes that a key frame of a source is needed.</summary>
    /// <param name="ssrc">The source of this side.</param>
    /// <param name="mediaSsrc">The source that is asked.</param>
    /// <param name="number">The number of the request. A repeated request has the same one.</param>
    public void WriteFullIntraRequest(uint ssrc, uint mediaSsrc, byte number)
    {
        var writer = Begin();
        writer.WriteUInt32(ssrc);
        writer.WriteUInt32(0);
        writer.WriteUInt32(mediaSsrc);
        writer.WriteByte(number);
        writer.WriteUInt24(0);
        End(RtcpType.PayloadFeedback, FeedbackFormat.FullIntraRequest, writer.Length);
    }

    private readonly WireWriter Begin() => new(_buffer[(Length + RtcpPacket.HeaderSize)..]);

    private void End(RtcpType type, int count, int bodyLength)
    {
        var header = _buffer[Length..];
        header[0] = (byte)(VersionBits | count);
        header[1] = (byte)type;
        BinaryPrimitives.WriteUInt16BigEndian(header[2..], (ushort)(bodyLength / sizeof(uint)));
        Length += RtcpPacket.HeaderSize + bodyLength;
    }
}
