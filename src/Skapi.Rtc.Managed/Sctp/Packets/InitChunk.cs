using Skapi.Rtc.Managed.Wire;

namespace Skapi.Rtc.Managed.Sctp.Packets;

/// <summary>An INIT or INIT ACK chunk, and what a cookie keeps of it (RFC 9260, sections 3.3.2 and 3.3.3).</summary>
internal sealed record InitChunk
{
    // RFC 9653, section 4: the error detection method that replaces the checksum is DTLS.
    private const uint ErrorDetectionByDtls = 1;

    /// <summary>The tag that the receiver puts into every packet it sends.</summary>
    public required uint InitiateTag { get; init; }

    /// <summary>The number of bytes that the sender can receive.</summary>
    public required uint Window { get; init; }

    /// <summary>The number of streams that the sender wants to send on.</summary>
    public ushort OutboundStreams { get; init; } = ushort.MaxValue;

    /// <summary>The number of streams that the sender can receive.</summary>
    public ushort InboundStreams { get; init; } = ushort.MaxValue;

    /// <summary>The first TSN that the sender uses.</summary>
    public required uint InitialTsn { get; init; }

    /// <summary>Whether the sender knows FORWARD TSN (RFC 3758).</summary>
    public bool KnowsForwardTsn { get; init; }

    /// <summary>Whether the sender knows stream resets (RFC 6525).</summary>
    public bool KnowsReconfig { get; init; }

    /// <summary>Whether the sender knows interleaving (RFC 8260).</summary>
    public bool KnowsInterleaving { get; init; }

    /// <summary>Whether the sender accepts packets without a checksum (RFC 9653).</summary>
    public bool AcceptsZeroChecksum { get; init; }

    /// <summary>The cookie of an INIT ACK. Empty in an INIT.</summary>
    public ReadOnlyMemory<byte> Cookie { get; init; }

    /// <summary>Reads the value of a chunk.</summary>
    /// <returns>Null if the chunk is malformed or a field has a value that is not allowed.</returns>
    public static InitChunk? Read(ReadOnlySpan<byte> value)
    {
        var reader = new WireReader(value);
        var tag = reader.ReadUInt32();
        var window = reader.ReadUInt32();
        var outbound = reader.ReadUInt16();
        var inbound = reader.ReadUInt16();
        var tsn = reader.ReadUInt32();
        if (reader.Failed || tag == 0 || outbound == 0 || inbound == 0)
            return null;

        var init = new InitChunk
        {
            InitiateTag = tag, Window = window, OutboundStreams = outbound, InboundStreams = inbound, InitialTsn = tsn,
        };
        var rest = reader.ReadBytes(reader.Remaining);
        while (Parameter.TryRead(ref rest, out var parameter))
            init = init.With(parameter);

        return init;
    }

    /// <summary>Writes the value of a chunk.</summary>
    public void Write(ref WireWriter writer)
    {
        writer.WriteUInt32(InitiateTag);
        writer.WriteUInt32(Window);
        writer.WriteUInt16(OutboundStreams);
        writer.WriteUInt16(InboundStreams);
        writer.WriteUInt32(InitialTsn);
        if (!Cookie.IsEmpty)
            WriteParameter(ref writer, ParameterType.StateCookie, Cookie.Span);
        if (KnowsForwardTsn)
            WriteParameter(ref writer, ParameterType.ForwardTsnSupported, []);
        if (AcceptsZeroChecksum)
            WriteParameter(ref writer, ParameterType.ZeroChecksumAcceptable, [0, 0, 0, (byte)ErrorDetectionByDtls]);

        Span<byte> extensions = stackalloc byte[4];
        var count = 0;
        if (KnowsReconfig)
            extensions[count++] = (byte)ChunkType.Reconfig;
        if (KnowsForwardTsn)
            extensions[count++] = (byte)ChunkType.ForwardTsn;
        if (KnowsInterleaving)
        {
            extensions[count++] = (byte)ChunkType.InterleavedData;
            extensions[count++] = (byte)ChunkType.InterleavedForwardTsn;
        }

        WriteParameter(ref writer, ParameterType.SupportedExtensions, extensions[..count]);
    }

    private static void WriteParameter(ref WireWriter writer, ParameterType type, scoped ReadOnlySpan<byte> value)
    {
        writer.WriteUInt16((int)type);
        writer.WriteUInt16(Chunk.HeaderSize + value.Length);
        writer.WriteBytes(value);
        for (var padding = Chunk.Pad(value.Length) - value.Length; padding > 0; padding--)
            writer.WriteByte(0);
    }

    private InitChunk With(Parameter parameter) => parameter.Type switch
    {
        ParameterType.StateCookie => this with { Cookie = parameter.Value.ToArray() },
        ParameterType.ForwardTsnSupported => this with { KnowsForwardTsn = true },
        ParameterType.ZeroChecksumAcceptable => this with
        {
            AcceptsZeroChecksum = new WireReader(parameter.Value).ReadUInt32() == ErrorDetectionByDtls,
        },
        ParameterType.SupportedExtensions => this with
        {
            KnowsForwardTsn = KnowsForwardTsn || parameter.Value.Contains((byte)ChunkType.ForwardTsn),
            KnowsReconfig = parameter.Value.Contains((byte)ChunkType.Reconfig),
            KnowsInterleaving = parameter.Value.Contains((byte)ChunkType.InterleavedData),
        },
        _ => this,
    };
}
