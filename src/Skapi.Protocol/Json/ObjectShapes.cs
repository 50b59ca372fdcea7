using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Skapi.Protocol.Json;

/// <summary>
/// The member names of the last object at each level of a text. The objects of a list mostly have the same names in the same order, so a
/// name that is expected needs no search for its end. Names that were unique in the object before are also unique in this one. A short
/// value that is the same as before is not read again either.
/// </summary>
/// <param name="members">Room for <see cref="Size"/> members, or nothing.</param>
internal ref struct ObjectShapes(Span<MemberShape> members)
{
    /// <summary>The maximum number of members of an object that are remembered.</summary>
    public const int MembersOfLevel = 16;

    /// <summary>The number of members to make room for.</summary>
    public const int Size = Levels * MembersOfLevel;

    private const int Levels = 8;
    private const int None = -2;

    private readonly Span<MemberShape> _members = members;

    // The number of members of each level that are remembered.
    private LevelCounts _counts;

    // The place of the last member that was remembered, while its object is the last one that began.
    private int _open = None;

    // The position of the last object in a member that differs from the one before it.
    private int _different;

    // A bit for each level says whether the members of the object are those of the object before it, as far as they were read.
    private ulong _isAsBefore;

    /// <summary>Begins an object.</summary>
    /// <param name="level">Its level, from 1.</param>
    /// <returns>The number of members that are remembered.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Begin(int level)
    {
        _isAsBefore |= 1UL << level;
        _open = None;
        return CountAt(level);
    }

    /// <summary>Returns to an object after a value in it.</summary>
    /// <param name="level">Its level.</param>
    /// <returns>The number of members that are remembered, or 0 if one was not as they are.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly int ExpectedAt(int level) => IsAsBefore(level) ? CountAt(level) : 0;

    /// <summary>Skips members that are like those that the object before had in their places.</summary>
    /// <param name="json">The text.</param>
    /// <param name="i">The position of the comma or the brace before the next member.</param>
    /// <param name="level">The level of the object, from 1.</param>
    /// <param name="index">The number of members before it.</param>
    /// <param name="expected">The number of members that are remembered.</param>
    /// <param name="isInArray">Whether to go on with the objects behind it. Then the members that are returned are of the last one.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public SkippedMembers SkipMembers(ReadOnlySpan<byte> json, int i, int level, int index, int expected, bool isInArray)
    {
        var members = _members.Slice(SlotOf(level, index), expected - index);
        while (true)
        {
            for (var count = 0; count < members.Length; count++)
            {
                ref readonly var member = ref members[count];
                var same = CountSame(json, i, member.Start);
                if (same > member.Whole)
                {
                    // The value ends there, because the byte behind it is the same too.
                    i += member.Whole;
                    continue;
                }

                if (same < member.Length)
                    return new(i, count, IsAtValue: false);

                i += member.Length;
                var end = SkipValue(json, i, level);
                if (end == 0)
                    return new(i, count + 1, IsAtValue: true);
                i = end;
            }

            if (!isInArray || !json[i..].StartsWith("},{"u8))
                return new(i, members.Length, IsAtValue: false);
            i += "},"u8.Length;
        }
    }

    /// <summary>Skips the members with which an object begins like the object before.</summary>
    /// <param name="json">The text.</param>
    /// <param name="i">The position of the brace.</param>
    /// <param name="level">The level of the object, from 1.</param>
    /// <param name="isInArray">Whether to go on with the objects behind it. Then the members that are returned are of the last one.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public SkippedMembers SkipObject(ReadOnlySpan<byte> json, int i, int level, bool isInArray)
    {
        var expected = CountAt(level);
        return expected > 0 ? SkipMembers(json, i, level, 0, expected, isInArray) : new(i, 0, IsAtValue: false);
    }

    /// <summary>Skips a scalar, or an object that is like the one before.</summary>
    /// <returns>The position after it, or 0 if there is something else.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int SkipValue(ReadOnlySpan<byte> json, int i, int level)
    {
        if ((uint)i >= (uint)json.Length)
            return 0;
        if (json[i] == '"')
            return ScalarScan.SkipString(json, i);
        if ((uint)(json[i] - '0') <= 9)
            return ScalarScan.SkipNumber(json, i);
        return json[i] == '{' ? SkipAlike(json, i, level + 1) : ScalarScan.SkipRareScalar(json, i);
    }

    /// <summary>Skips an object that is like the one before at its level.</summary>
    /// <returns>The position after it, or 0 if it differs.</returns>
    private int SkipAlike(ReadOnlySpan<byte> json, int i, int level)
    {
        // The objects around one that differs would each read it again.
        if (i <= _different)
            return 0;

        var members = SkipObject(json, i, level, isInArray: false);
        if (members.IsAtEnd(json))
            return members.End + 1;

        _different = Math.Max(_different, i);
        return 0;
    }

    /// <summary>Counts the bytes that are the same at two positions, up to the size of a vector.</summary>
    /// <param name="json">The text.</param>
    /// <param name="position">A position.</param>
    /// <param name="earlier">A position before that.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int CountSame(ReadOnlySpan<byte> json, int position, int earlier)
    {
        if (json.Length - position < Vector256<byte>.Count)
            return json[position..].CommonPrefixLength(json[earlier..]);

        // A vector fits behind the later position, and so behind the earlier one.
        ref var text = ref MemoryMarshal.GetReference(json);
        return BitOperations.TrailingZeroCount(~Vector256.Equals(
            Vector256.LoadUnsafe(ref text, (uint)position),
            Vector256.LoadUnsafe(ref text, (uint)earlier)).ExtractMostSignificantBits());
    }

    /// <summary>The members of an object before one, which are those of the object before.</summary>
    public readonly ReadOnlySpan<MemberShape> MembersBefore(int level, int index) => _members.Slice(SlotOf(level, 0), index);

    /// <summary>Remembers a member that was not expected. Those behind it are of an older object, which can have its name too.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Remember(int level, int index, int start, int nameStart, int nameEnd, int valueStart)
    {
        var slot = SlotOf(level, index);
        if (slot == _open + 1)
            EndValue(start);
        _isAsBefore &= ~(1UL << level);
        if (index >= MembersOfLevel || CountAt(level) < index || (uint)slot >= (uint)_members.Length)
            return;

        var count = index;
        if (valueStart - start <= Vector256<byte>.Count)
        {
            _members[slot] = new(
                start, (byte)(valueStart - start), MemberShape.Unknown, (byte)(nameStart - start), (byte)(nameEnd - nameStart));
            _open = slot;
            count++;
        }

        _counts[level] = (byte)count;
    }

    /// <summary>Ends an object.</summary>
    /// <param name="level">Its level.</param>
    /// <param name="index">The number of its members.</param>
    /// <param name="position">The position of its last byte.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void End(int level, int index, int position)
    {
        if (SlotOf(level, index) == _open + 1)
            EndValue(position);
        _open = None;
    }

    /// <summary>Remembers where the value of the last member ends.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void EndValue(int position)
    {
        var start = _members[_open].Start;
        if (position - start < Vector256<byte>.Count)
            _members[_open] = _members[_open] with { Whole = (byte)(position - start) };
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly bool IsAsBefore(int level) => (_isAsBefore & (1UL << level)) != 0;

    /// <summary>The number of members that are remembered at a level.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly int CountAt(int level) => level <= Levels ? _counts[level] : 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int SlotOf(int level, int index) => ((level - 1) * MembersOfLevel) + index;

    [InlineArray(Levels + 1)]
    private struct LevelCounts
    {
        private byte _first;
    }
}
