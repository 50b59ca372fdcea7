using System.Buffers.Binary;

namespace Skapi.Rtc.Managed.Rtcp;

/// <summary>
/// Which packets of a range of transport-wide sequence numbers arrived, and when (draft-holmer-rmcat-transport-wide-cc-extensions-01,
/// section 3.1). <see cref="TryRead"/> checks everything, so reading the packets cannot fail.
/// </summary>
internal ref struct TransportFeedback
{
    /// <summary>The number of arrival units in a second: a unit has 250 microseconds.</summary>
    public const int UnitsPerSecond = 4000;

    /// <summary>The number of arrival units of a unit of the reference time, which has 64 milliseconds.</summary>
    public const int UnitsPerReference = 256;

    /// <summary>The number of bits of the reference time.</summary>
    public const int ReferenceBits = 24;

    /// <summary>The maximum number of packets of one report. More of them cannot be of interest, and would only cost time.</summary>
    public const int MaxPackets = 8192;

    /// <summary>The number of bytes before the chunks.</summary>
    public const int HeaderSize = 8;

    private const int ChunkSize = 2;
    private const int VectorFlag = 0x8000;
    private const int TwoBitFlag = 0x4000;
    private const int RunLengthMask = 0x1FFF;
    private const int OneBitSymbols = 14;
    private const int TwoBitSymbols = 7;
    private const int NotReceived = 0;
    private const int SmallDelta = 1;
    private const int LargeDelta = 2;

    // Writers fill the last word, with or without the flag for padding in the header.
    private const int MaxPadding = 3;

    private ReadOnlySpan<byte> _chunks;
    private ReadOnlySpan<byte> _deltas;
    private int _left;
    private int _chunk;
    private int _chunkLeft;
    private ushort _next;

    /// <summary>The sequence number of the first packet.</summary>
    public ushort BaseSequence { get; private init; }

    /// <summary>The number of packets.</summary>
    public int Count { get; private init; }

    /// <summary>The reference time, in units of 64 milliseconds and 24 bits of a clock with an unknown start.</summary>
    public int Reference { get; private init; }

    /// <summary>The number of the report.</summary>
    public byte Number { get; private init; }

    /// <summary>The sequence number of the current packet.</summary>
    public ushort Sequence { get; private set; }

    /// <summary>Whether the current packet arrived.</summary>
    public bool HasArrived { get; private set; }

    /// <summary>When the current packet arrived, if it did, in units of 250 microseconds after the reference time.</summary>
    public int Arrival { get; private set; }

    /// <summary>Reads a report.</summary>
    /// <param name="content">What follows the two sources.</param>
    /// <param name="feedback">The report, before its first packet.</param>
    /// <returns>False if it is malformed.</returns>
    public static bool TryRead(ReadOnlySpan<byte> content, out TransportFeedback feedback)
    {
        feedback = default;
        if (content.Length < HeaderSize)
            return false;

        var count = BinaryPrimitives.ReadUInt16BigEndian(content[2..]);
        var body = content[HeaderSize..];
        if (count is 0 or > MaxPackets || !TryMeasure(body, count, out var chunkBytes, out var deltaBytes)
            || body.Length - chunkBytes - deltaBytes is < 0 or > MaxPadding)
            return false;

        var first = BinaryPrimitives.ReadUInt16BigEndian(content);
        feedback = new TransportFeedback
        {
            _chunks = body[..chunkBytes],
            _deltas = body.Slice(chunkBytes, deltaBytes),
            _left = count,
            _next = first,
            BaseSequence = first,
            Count = count,
            Reference = (int)(BinaryPrimitives.ReadUInt32BigEndian(content[4..]) >> 8),
            Number = content[HeaderSize - 1],
        };
        return true;
    }

    /// <summary>Moves to the next packet.</summary>
    /// <returns>False after the last one.</returns>
    public bool MoveNext()
    {
        if (_left == 0)
            return false;

        if (_chunkLeft == 0)
        {
            _chunk = BinaryPrimitives.ReadUInt16BigEndian(_chunks);
            _chunks = _chunks[ChunkSize..];
            _chunkLeft = SymbolsOf(_chunk);
        }

        var symbol = SymbolAt(_chunk, SymbolsOf(_chunk) - _chunkLeft);
        _chunkLeft--;
        _left--;
        Sequence = _next++;
        HasArrived = symbol != NotReceived;
        if (symbol == SmallDelta)
        {
            Arrival += _deltas[0];
            _deltas = _deltas[1..];
        }
        else if (symbol == LargeDelta)
        {
            Arrival += BinaryPrimitives.ReadInt16BigEndian(_deltas);
            _deltas = _deltas[sizeof(short)..];
        }

        return true;
    }

    /// <summary>Skips packets after the current one, as far as one chunk says that all of them are missing.</summary>
    /// <param name="count">The maximum number of packets to skip.</param>
    public void SkipMissing(int count)
    {
        if ((_chunk & VectorFlag) != 0 || SymbolAt(_chunk, 0) != NotReceived)
            return;

        count = Math.Min(count, Math.Min(_chunkLeft, _left));
        _chunkLeft -= count;
        _left -= count;
        _next = unchecked((ushort)(_next + count));
    }

    // The number of bytes of the chunks that name all packets, and of the arrival times that follow them.
    private static bool TryMeasure(ReadOnlySpan<byte> body, int count, out int chunkBytes, out int deltaBytes)
    {
        (chunkBytes, deltaBytes) = (0, 0);
        while (count > 0)
        {
            if (body.Length - chunkBytes < ChunkSize)
                return false;

            var chunk = BinaryPrimitives.ReadUInt16BigEndian(body[chunkBytes..]);
            chunkBytes += ChunkSize;
            var symbols = Math.Min(SymbolsOf(chunk), count);
            if (symbols == 0)
                return false;

            count -= symbols;
            if ((chunk & VectorFlag) == 0)
            {
                // The fourth symbol has no meaning.
                if (SymbolAt(chunk, 0) > LargeDelta)
                    return false;

                deltaBytes += symbols * SymbolAt(chunk, 0);
                continue;
            }

            for (var i = 0; i < symbols; i++)
            {
                if (SymbolAt(chunk, i) > LargeDelta)
                    return false;

                deltaBytes += SymbolAt(chunk, i);
            }
        }

        return true;
    }

    private static int SymbolsOf(int chunk) => (chunk & VectorFlag) == 0 ? chunk & RunLengthMask
        : (chunk & TwoBitFlag) == 0 ? OneBitSymbols
        : TwoBitSymbols;

    // The value of a symbol is also the number of bytes of its arrival time.
    private static int SymbolAt(int chunk, int index) => (chunk & VectorFlag) == 0 ? (chunk >> 13) & 3
        : (chunk & TwoBitFlag) == 0 ? (chunk >> (OneBitSymbols - 1 - index)) & 1
        : (chunk >> (2 * (TwoBitSymbols - 1 - index))) & 3;
}
