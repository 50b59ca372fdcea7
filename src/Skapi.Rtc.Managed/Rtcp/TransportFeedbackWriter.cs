using Skapi.Rtc.Managed.Wire;

namespace Skapi.Rtc.Managed.Rtcp;

/// <summary>Writes which packets arrived, and when, for <see cref="TransportFeedback"/> on the other side.</summary>
internal static class TransportFeedbackWriter
{
    /// <summary>The arrival of a packet that has not arrived.</summary>
    public const long Missing = long.MinValue;

    /// <summary>The maximum number of packets that one report names, so that it fits into a datagram.</summary>
    public const int MaxPackets = 360;

    private const int MaxRun = 0x1FFF;
    private const int RunShift = 13;
    private const int OneBitVector = 0x8000;
    private const int TwoBitVector = 0xC000;
    private const int OneBitSymbols = 14;
    private const int TwoBitSymbols = 7;
    private const int ReferenceMask = (1 << TransportFeedback.ReferenceBits) - 1;

    /// <summary>Writes what follows the two sources of the packet.</summary>
    /// <param name="writer">The writer.</param>
    /// <param name="sequence">The sequence number of the first packet.</param>
    /// <param name="number">The number of the report.</param>
    /// <param name="arrivals">
    /// When each packet arrived, in units of 250 microseconds, or <see cref="Missing"/>. Those beyond <see cref="MaxPackets"/> are not
    /// written.
    /// </param>
    /// <param name="latest">When another packet arrived, which gives the reference time if none of these has arrived.</param>
    /// <returns>The number of packets written. It ends before a packet that arrived too long before or after the one before it.</returns>
    public static int Write(ref WireWriter writer, ushort sequence, byte number, scoped ReadOnlySpan<long> arrivals, long latest = 0)
    {
        Span<byte> symbols = stackalloc byte[MaxPackets];
        Span<short> deltas = stackalloc short[MaxPackets];
        var (count, arrived, reference) = Encode(arrivals, latest, symbols, deltas);
        writer.WriteUInt16(sequence);
        writer.WriteUInt16(count);
        writer.WriteUInt32(((uint)(reference & ReferenceMask) << 8) | number);
        WriteChunks(ref writer, symbols[..count]);
        foreach (var delta in deltas[..arrived])
        {
            if (IsSmall(delta))
                writer.WriteByte((byte)delta);
            else
                writer.WriteUInt16(unchecked((ushort)delta));
        }

        while (writer.Length % sizeof(uint) != 0)
            writer.WriteByte(0);

        return count;
    }

    private static (int Count, int Arrived, long Reference) Encode(
        ReadOnlySpan<long> arrivals, long latest, Span<byte> symbols, Span<short> deltas)
    {
        var (count, arrived, reference, previous) = (0, 0, latest / TransportFeedback.UnitsPerReference, Missing);
        for (; count < arrivals.Length && count < symbols.Length; count++)
        {
            var arrival = arrivals[count];
            if (arrival == Missing)
            {
                symbols[count] = 0;
                continue;
            }

            if (previous == Missing)
            {
                reference = Math.DivRem(arrival, TransportFeedback.UnitsPerReference).Quotient;
                previous = reference * TransportFeedback.UnitsPerReference;
            }

            var delta = arrival - previous;
            if (delta is < short.MinValue or > short.MaxValue)
                break;

            symbols[count] = (byte)(IsSmall(delta) ? 1 : 2);
            deltas[arrived++] = (short)delta;
            previous = arrival;
        }

        return (count, arrived, reference);
    }

    private static bool IsSmall(long delta) => delta is >= 0 and <= byte.MaxValue;

    // A run is shorter than the vectors that it replaces. Vectors that contain arrivals far apart have half as many symbols.
    private static void WriteChunks(ref WireWriter writer, scoped ReadOnlySpan<byte> symbols)
    {
        while (!symbols.IsEmpty)
        {
            var run = symbols.IndexOfAnyExcept(symbols[0]);
            run = Math.Min(run < 0 ? symbols.Length : run, MaxRun);
            var ahead = symbols[..Math.Min(OneBitSymbols, symbols.Length)];
            if (run >= ahead.Length || (run >= TwoBitSymbols && ahead.Contains((byte)2)))
            {
                writer.WriteUInt16((symbols[0] << RunShift) | run);
                symbols = symbols[run..];
                continue;
            }

            var isOneBit = !ahead.Contains((byte)2);
            var length = Math.Min(isOneBit ? OneBitSymbols : TwoBitSymbols, symbols.Length);
            var chunk = isOneBit ? OneBitVector : TwoBitVector;
            for (var i = 0; i < length; i++)
                chunk |= symbols[i] << (isOneBit ? OneBitSymbols - 1 - i : 2 * (TwoBitSymbols - 1 - i));

            writer.WriteUInt16(chunk);
            symbols = symbols[length..];
        }
    }
}
