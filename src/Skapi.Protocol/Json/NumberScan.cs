using System.Runtime.CompilerServices;

namespace Skapi.Protocol.Json;

/// <summary>Finds the end of a JSON number.</summary>
internal static class NumberScan
{
    /// <summary>Skips a number, by the grammar of RFC 8259, section 6. Most are positive integers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TrySkip(ReadOnlySpan<byte> json, ref int position)
    {
        var i = position;
        while ((uint)i < (uint)json.Length && (uint)(json[i] - '0') <= 9)
            i++;
        if (i > position && (uint)i < (uint)json.Length && json[i] is (byte)',' or (byte)'}' or (byte)']'
            && (json[position] != '0' || i == position + 1))
        {
            position = i;
            return true;
        }

        return TrySkipAny(json, ref position);
    }

    private static bool TrySkipAny(ReadOnlySpan<byte> json, ref int position)
    {
        var i = position;
        if (json[i] == '-')
            i++;
        var start = i;
        if (!TrySkipDigits(json, ref i) || (i - start > 1 && json[start] == '0'))
            return false;

        if ((uint)i < (uint)json.Length && json[i] == '.')
        {
            i++;
            if (!TrySkipDigits(json, ref i))
                return false;
        }

        if ((uint)i < (uint)json.Length && json[i] is (byte)'e' or (byte)'E')
        {
            i++;
            if ((uint)i < (uint)json.Length && json[i] is (byte)'+' or (byte)'-')
                i++;
            if (!TrySkipDigits(json, ref i))
                return false;
        }

        position = i;
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TrySkipDigits(ReadOnlySpan<byte> json, ref int position)
    {
        var start = position;
        while ((uint)position < (uint)json.Length && (uint)(json[position] - '0') <= 9)
            position++;
        return position > start;
    }
}
