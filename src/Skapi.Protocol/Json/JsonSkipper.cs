using System.Runtime.CompilerServices;

namespace Skapi.Protocol.Json;

/// <summary>
/// Skips an array or an object in one loop, which is several times as fast as reading it value by value. It stops at anything that is wrong
/// or unusual: then the reader reads it again and reports the error.
/// </summary>
/// <remarks>
/// The loop keeps what every byte needs in local variables, and what only members and levels need in fields, because there are not enough
/// registers for all of it.
/// </remarks>
internal ref struct JsonSkipper
{
    // A bit for each level says whether it is an object.
    private const int MaxLevels = 64;

    // The number of names of open objects that are kept, to find repeated ones.
    private const int MaxNames = 128;

    // The quotation marks of a name, its colon, a value of one byte, and a comma or a brace.
    private const int MinMemberLength = 5;

    private readonly ReadOnlySpan<byte> _json;
    private OpenNames _names;
    private ObjectShapes _shapes;
    private int _deepest;

    // The start of the value or the member that is read.
    private int _reached;

    private JsonSkipper(ReadOnlySpan<byte> json, OpenNames names, ObjectShapes shapes)
    {
        _json = json;
        _names = names;
        _shapes = shapes;
    }

    /// <summary>Skips the value at a position.</summary>
    /// <param name="json">The text, which is UTF-8.</param>
    /// <param name="start">The start of the array or the object.</param>
    /// <param name="room">The maximum number of levels.</param>
    /// <param name="isUnique">Whether to stop at a member that an object has twice.</param>
    /// <param name="end">Its end, or the start of the value or the member in it at which it stopped.</param>
    /// <param name="depth">The depth of its nesting.</param>
    /// <returns>False if something is wrong or unusual.</returns>
    [SkipLocalsInit]
    public static bool TrySkip(ReadOnlySpan<byte> json, int start, int room, bool isUnique, out int end, out int depth)
    {
        // The buffers are not cleared, which would take longer than to skip a small object. Each place is written before it is read.
        var maxMembers = (json.Length - start) / MinMemberLength;
        var skipper = new JsonSkipper(
            json,
            new(
                isUnique ? stackalloc SkippedName[Math.Min(maxMembers, MaxNames)] : default,
                stackalloc OpenNames.Outer[MaxLevels + 1],
                isUnique,
                json.Length - start),
            new(stackalloc MemberShape[maxMembers < ObjectShapes.MembersOfLevel ? 0 : ObjectShapes.Size]));
        end = skipper.Skip(start, Math.Min(room, MaxLevels));
        depth = skipper._deepest;
        if (end > 0)
            return true;

        end = skipper._reached;
        return false;
    }

    /// <summary>Skips the value at a position.</summary>
    /// <returns>The position after it, or 0 if something is wrong or unusual.</returns>
    private int Skip(int start, int maxLevels)
    {
        var json = _json;
        var i = start;
        var level = 0;
        var objects = 0UL;

        // The number of members of the object so far, and of those that can be like the members of the object before.
        var index = 0;
        var expected = 0;

    Value:
        if ((uint)i >= (uint)json.Length)
            return 0;
        _reached = i;
        switch (json[i])
        {
            case (byte)'"':
                i = ScalarScan.SkipString(json, i);
                break;
            case >= (byte)'0' and <= (byte)'9':
                i = ScalarScan.SkipNumber(json, i);
                break;
            case (byte)'-':
                i = ScalarScan.SkipSigned(json, i);
                break;
            case (byte)'{' or (byte)'[':
                // Objects that are like the one before need no level of their own: that one has the same level and the same names.
                var isObject = json[i] == '{';
                var alike = isObject
                    ? _shapes.SkipObject(json, i, level + 1, isInArray: (objects & 1) == 0)
                    : new(i, 0, IsAtValue: false);
                if (alike.IsAtEnd(json))
                {
                    i = alike.End + 1;
                    break;
                }

                if (level == maxLevels)
                    return 0;
                level++;
                _names.Begin(level, index);
                _deepest = Math.Max(_deepest, level);
                index = 0;
                objects = (objects << 1) | (isObject ? 1UL : 0);
                if (alike.Count > 0)
                {
                    expected = _shapes.Begin(level);
                    index = alike.Count;
                    i = alike.End;
                    if (alike.IsAtValue)
                        goto Value;
                    goto AfterValue;
                }

                // The objects before it in its array are skipped.
                i = alike.End;
                _reached = i;
                var inside = ScalarScan.SkipBlanks(json, i + 1);
                if ((uint)inside >= (uint)json.Length)
                    return 0;
                if (isObject)
                {
                    expected = _shapes.Begin(level);
                    if (json[inside] != '}')
                        goto Member;
                }
                else if (json[inside] != ']')
                {
                    i = inside;
                    goto Value;
                }

                i = inside;
                goto Closing;
            case (byte)'t':
                i = ScalarScan.SkipLiteral(json, i, "true"u8);
                break;
            case (byte)'n':
                i = ScalarScan.SkipLiteral(json, i, "null"u8);
                break;
            case (byte)'f':
                i = ScalarScan.SkipLiteral(json, i + 1, "alse"u8);
                break;
            case (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t':
                i = ScalarScan.SkipBlanks(json, i);
                goto Value;
            default:
                return 0;
        }

        if (i == 0)
            return 0;

    AfterValue:
        if ((uint)i >= (uint)json.Length)
            return 0;
        if (json[i] == ',')
        {
            if ((objects & 1) != 0)
                goto Member;
            i++;
            goto Value;
        }

        if (json[i] <= ' ')
        {
            i = ScalarScan.SkipBlanks(json, i);
            if ((uint)i < (uint)json.Length && json[i] > ' ')
                goto AfterValue;
            return 0;
        }

    Closing:
        if ((objects & 1) != 0)
        {
            if (json[i] != '}')
                return 0;
            _shapes.End(level, index, i);
        }
        else if (json[i] != ']')
        {
            return 0;
        }

        i++;
        objects >>= 1;
        index = _names.End(level);
        level--;
        if (level == 0)
            return i;
        expected = _shapes.ExpectedAt(level);
        goto AfterValue;

    Member:
        if (index < expected)
        {
            var skipped = _shapes.SkipMembers(json, i, level, index, expected, isInArray: false);
            index += skipped.Count;
            i = skipped.End;
            if (skipped.IsAtValue)
                goto Value;
            if (skipped.Count > 0)
                goto AfterValue;
        }

        _reached = i;
        if (expected > 0)
        {
            // The names so far were skipped together.
            if (!_names.TryAddAll(json, _shapes.MembersBefore(level, index)))
                return 0;
            expected = 0;
        }

        i = SkipName(i, level, index);
        if (i == 0)
            return 0;
        index++;
        goto Value;
    }

    /// <summary>Skips the name of a member.</summary>
    /// <param name="separator">The position of the comma or the brace before it.</param>
    /// <param name="level">The level of its object.</param>
    /// <param name="index">The number of members before it.</param>
    /// <returns>The position of the value, or 0.</returns>
    private int SkipName(int separator, int level, int index)
    {
        // Most texts have no white space around names.
        var json = _json;
        var start = separator + 2;
        if ((uint)start >= (uint)json.Length)
            return 0;
        if (json[start - 1] != '"')
        {
            start = ScalarScan.SkipBlanks(json, separator + 1) + 1;
            if ((uint)start >= (uint)json.Length || json[start - 1] != '"')
                return 0;
        }

        var end = StringScan.IndexOfBreak(json, start);
        var value = end + 2;
        if ((uint)value >= (uint)json.Length || json[end] != '"')
            return 0;
        if (json[value - 1] != ':')
        {
            value = ScalarScan.SkipBlanks(json, end + 1) + 1;
            if ((uint)value >= (uint)json.Length || json[value - 1] != ':')
                return 0;
        }

        value = ScalarScan.SkipBlanks(json, value);
        if (!_names.TryAdd(json, start, end - start, index))
            return 0;
        _shapes.Remember(level, index, separator, start, end, value);
        return value;
    }
}
