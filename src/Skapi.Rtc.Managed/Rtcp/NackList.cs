using System.Numerics;
using Skapi.Rtc.Managed.Wire;

namespace Skapi.Rtc.Managed.Rtcp;

/// <summary>The sequence numbers of a NACK: pairs of a number and a mask of the 16 that follow it (RFC 4585, section 6.2.1).</summary>
internal static class NackList
{
    private const int MaskBits = 16;

    /// <summary>Reads the sequence numbers.</summary>
    /// <param name="content">What follows the two sources.</param>
    /// <param name="sequences">Receives the numbers, as far as there is room.</param>
    /// <returns>The number of sequence numbers.</returns>
    public static int Read(ReadOnlySpan<byte> content, Span<ushort> sequences)
    {
        var reader = new WireReader(content);
        var count = 0;
        while (reader.Remaining >= 2 * sizeof(ushort) && count < sequences.Length)
        {
            var first = reader.ReadUInt16();
            sequences[count++] = first;
            for (uint mask = reader.ReadUInt16(); mask != 0 && count < sequences.Length; mask &= mask - 1)
                sequences[count++] = unchecked((ushort)(first + 1 + BitOperations.TrailingZeroCount(mask)));
        }

        return count;
    }

    /// <summary>Writes sequence numbers, which are in order.</summary>
    public static void Write(ref WireWriter writer, scoped ReadOnlySpan<ushort> sequences)
    {
        while (!sequences.IsEmpty)
        {
            var first = sequences[0];
            var mask = 0;
            sequences = sequences[1..];
            while (!sequences.IsEmpty && unchecked((ushort)(sequences[0] - first)) is >= 1 and <= MaskBits and var distance)
            {
                mask |= 1 << (distance - 1);
                sequences = sequences[1..];
            }

            writer.WriteUInt16(first);
            writer.WriteUInt16(mask);
        }
    }
}
