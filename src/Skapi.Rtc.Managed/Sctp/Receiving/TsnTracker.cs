using System.Numerics;
using Skapi.Rtc.Managed.Sctp.Packets;

namespace Skapi.Rtc.Managed.Sctp.Receiving;

/// <summary>Knows which transmission sequence numbers have arrived (RFC 9260, section 6.2).</summary>
/// <param name="initial">The first number that the other side uses.</param>
internal sealed class TsnTracker(uint initial)
{
    /// <summary>
    /// The maximum distance of a number from the cumulative one. It bounds the number of chunks that wait, because an empty chunk takes
    /// nothing from the window in bytes.
    /// </summary>
    public const int MaxAhead = 1 << 15;

    private const int MaxDuplicates = 16;
    private const int WordBits = 64;

    private readonly List<uint> _duplicates = [];
    private ulong[] _arrived = [];

    /// <summary>The number up to which everything has arrived.</summary>
    public uint Cumulative { get; private set; } = initial - 1;

    /// <summary>The highest number that has arrived.</summary>
    public uint Highest { get; private set; } = initial - 1;

    /// <summary>Whether a number beyond <see cref="Cumulative"/> has arrived.</summary>
    public bool HasGaps => Highest != Cumulative;

    /// <summary>The numbers that arrived again since <see cref="ClearDuplicates"/>.</summary>
    public IReadOnlyList<uint> Duplicates => _duplicates;

    /// <summary>Whether a number is new and not too far ahead.</summary>
    public bool Accepts(uint tsn)
    {
        var ahead = tsn - Cumulative;
        return ahead is > 0 and <= MaxAhead && !(Serial.IsUpTo(tsn, Highest) && Contains(tsn));
    }

    /// <summary>Remembers a number that arrived again.</summary>
    public void AddDuplicate(uint tsn)
    {
        if (_duplicates.Count < MaxDuplicates && Serial.IsUpTo(tsn, Highest))
            _duplicates.Add(tsn);
    }

    /// <summary>Forgets the numbers that arrived again, once they are reported.</summary>
    public void ClearDuplicates() => _duplicates.Clear();

    /// <summary>Remembers a number that is new.</summary>
    public void Add(uint tsn)
    {
        if (tsn == Cumulative + 1 && !HasGaps)
        {
            Cumulative = Highest = tsn;
            return;
        }

        Grow(tsn - Cumulative);
        Mark(tsn, true);
        if (Serial.IsBefore(Highest, tsn))
            Highest = tsn;

        Advance();
    }

    /// <summary>Skips everything up to a number, as a FORWARD TSN asks.</summary>
    /// <returns>False if the number is old or too far ahead.</returns>
    public bool SkipTo(uint tsn)
    {
        if (tsn - Cumulative is 0 or > MaxAhead)
            return false;

        while (Cumulative != tsn)
        {
            Cumulative++;
            if (Serial.IsUpTo(Cumulative, Highest) && _arrived.Length > 0)
                Mark(Cumulative, false);
        }

        if (Serial.IsBefore(Highest, Cumulative))
            Highest = Cumulative;

        Advance();
        return true;
    }

    /// <summary>Writes the gaps as pairs of offsets from <see cref="Cumulative"/> (RFC 9260, section 3.3.4).</summary>
    /// <param name="blocks">Receives the first and the last offset of each run of numbers that have arrived.</param>
    /// <returns>The number of runs written.</returns>
    public int WriteGapBlocks(Span<(ushort Start, ushort End)> blocks)
    {
        var count = 0;
        var highest = Highest - Cumulative;
        for (uint offset = 1; offset <= highest && count < blocks.Length; offset++)
        {
            if (!Contains(Cumulative + offset))
                continue;

            var start = offset;
            while (offset < highest && Contains(Cumulative + offset + 1))
                offset++;

            blocks[count++] = ((ushort)start, (ushort)offset);
        }

        return count;
    }

    private void Advance()
    {
        while (Cumulative != Highest && Contains(Cumulative + 1))
        {
            Cumulative++;
            Mark(Cumulative, false);
        }
    }

    private bool Contains(uint tsn) =>
        _arrived.Length > 0 && (_arrived[tsn / WordBits % (uint)_arrived.Length] & (1UL << (int)(tsn % WordBits))) != 0;

    private void Mark(uint tsn, bool arrived)
    {
        ref var word = ref _arrived[tsn / WordBits % (uint)_arrived.Length];
        var bit = 1UL << (int)(tsn % WordBits);
        word = arrived ? word | bit : word & ~bit;
    }

    // The bits are a ring. It has room for the distance and one word more, so that no two numbers in use share a bit.
    private void Grow(uint ahead)
    {
        var words = BitOperations.RoundUpToPowerOf2(ahead / WordBits + 2);
        if (words <= _arrived.Length)
            return;

        var old = new List<uint>();
        for (var tsn = Cumulative + 1; Serial.IsUpTo(tsn, Highest); tsn++)
        {
            if (Contains(tsn))
                old.Add(tsn);
        }

        _arrived = new ulong[words];
        foreach (var tsn in old)
            Mark(tsn, true);
    }
}
