using System.Globalization;

namespace Skapi.Protocol.Json;

public ref partial struct JsonReader
{
    private static ReadOnlySpan<double> PowersOfTen => [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

    /// <summary>Reads an integer from -128 to 127.</summary>
    public sbyte ReadInt8() => (sbyte)ReadInteger(sbyte.MinValue, sbyte.MaxValue);

    /// <summary>Reads an integer from 0 to 255.</summary>
    public byte ReadUInt8() => (byte)ReadInteger(byte.MinValue, byte.MaxValue);

    /// <summary>Reads an integer from -32,768 to 32,767.</summary>
    public short ReadInt16() => (short)ReadInteger(short.MinValue, short.MaxValue);

    /// <summary>Reads an integer from 0 to 65,535.</summary>
    public ushort ReadUInt16() => (ushort)ReadInteger(ushort.MinValue, ushort.MaxValue);

    /// <summary>Reads an integer from -2,147,483,648 to 2,147,483,647.</summary>
    public int ReadInt32() => (int)ReadInteger(int.MinValue, int.MaxValue);

    /// <summary>Reads an integer from 0 to 4,294,967,295.</summary>
    public uint ReadUInt32() => (uint)ReadInteger(uint.MinValue, uint.MaxValue);

    /// <summary>Reads a double. A number beyond its range is an error.</summary>
    public double ReadFloat64()
    {
        var start = _position;
        var value = ReadDoubleOrInfinity();
        if (double.IsFinite(value))
            return value;

        FailAt(start, DecodeErrorCode.OutOfRange, "The number is valid in the schema, but it is beyond the range of a double (float64).");
        return 0;
    }

    /// <summary>Reads a float. A number beyond its range is an error.</summary>
    public float ReadFloat32()
    {
        var start = _position;
        if (!IsNumberNext() || !ScanNumber(out var text))
            return 0;

        var value = float.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
        if (float.IsFinite(value))
            return value;

        FailAt(start, DecodeErrorCode.OutOfRange, "The number is valid in the schema, but it is beyond the range of a float (float32).");
        return 0;
    }

    internal double ReadDoubleOrInfinity()
    {
        if (!IsNumberNext())
            return 0;
        if (TryReadPlainDecimal(out var value))
            return value;

        return ScanNumber(out var text) ? double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture) : 0;
    }

    /// <summary>
    /// Reads a number of at most 15 digits without an exponent: its digits and the power of ten are exact doubles, so their quotient is
    /// rounded once and is the nearest double (W. D. Clinger, “How to read floating point numbers accurately”).
    /// </summary>
    private bool TryReadPlainDecimal(out double value)
    {
        value = 0;
        var json = _json;
        var isNegative = json[_position] == '-';
        var start = isNegative ? _position + 1 : _position;
        var digits = 0L;
        var whole = CountDigits(json, start, ref digits);
        if (whole == 0 || (whole > 1 && json[start] == '0'))
            return false;

        var end = start + whole;
        var fraction = 0;
        if ((uint)end < (uint)json.Length && json[end] == '.')
        {
            fraction = CountDigits(json, end + 1, ref digits);
            if (fraction == 0)
                return false;
            end += 1 + fraction;
        }

        if (whole + fraction > 15 || ((uint)end < (uint)json.Length && json[end] is (byte)'e' or (byte)'E'))
            return false;

        value = digits / PowersOfTen[fraction];
        if (isNegative)
            value = -value;
        _position = end;
        return true;
    }

    /// <summary>Appends the digits from a start on to a number. Beyond 15 of them its value means nothing.</summary>
    private static int CountDigits(ReadOnlySpan<byte> json, int start, ref long digits)
    {
        var end = start;
        for (; (uint)end < (uint)json.Length && (uint)(json[end] - '0') <= 9; end++)
            digits = unchecked((digits * 10) + (json[end] - '0'));
        return end - start;
    }

    /// <summary>Reads an integer of at most ten digits without a fraction or an exponent, as most are.</summary>
    private bool TryReadPlainInteger(out long value)
    {
        value = 0;
        var negative = At(_position) == '-';
        var start = negative ? _position + 1 : _position;
        var end = start;
        for (; At(end) is >= '0' and <= '9' && end - start <= 10; end++)
            value = (value * 10) + (_json[end] - '0');

        var length = end - start;
        if (length is 0 or > 10 || (length > 1 && _json[start] == '0') || At(end) is '.' or 'e' or 'E')
            return false;

        _position = end;
        if (negative)
            value = -value;
        return true;
    }

    /// <summary>Reads a number.</summary>
    /// <returns>Whether it has no fraction and fits a long.</returns>
    internal bool TryReadInteger(out long value)
    {
        if (TryReadPlainInteger(out value))
            return true;

        value = 0;
        return ScanNumber(out var text) && JsonInteger.TryParse(text, out value);
    }

    private bool IsNumberNext() => Peek() is (byte)'-' or (>= (byte)'0' and <= (byte)'9') || FailType("a number");

    private long ReadInteger(long min, long max)
    {
        if (!IsNumberNext())
            return 0;

        var start = _position;
        if (TryReadPlainInteger(out var plain) && plain >= min && plain <= max)
            return plain;

        _position = start;
        if (!ScanNumber(out var text))
            return 0;

        if (!JsonInteger.TryParse(text, out var value))
            FailRange(start, min, max, value: null);
        else if (value < min || value > max)
            FailRange(start, min, max, value);
        else
            return value;

        return 0;
    }

    /// <summary>Skips a number, by the grammar of RFC 8259, section 6.</summary>
    private bool ScanNumber(out ReadOnlySpan<byte> text)
    {
        var start = _position;
        var end = start;
        text = default;
        if (At(end) == '-')
            end++;

        var digits = CountDigits(end);
        if (digits == 0)
            return end == start ? FailType("a value") : FailAt(end, DecodeErrorCode.Malformed, "A digit must follow the sign of a number.");
        if (digits > 1 && _json[end] == '0')
            return FailAt(end, DecodeErrorCode.Malformed, "A number must not have leading zeros.");
        end += digits;

        if (At(end) == '.')
        {
            digits = CountDigits(end + 1);
            if (digits == 0)
                return FailAt(end, DecodeErrorCode.Malformed, "A digit must follow the decimal point of a number.");
            end += 1 + digits;
        }

        if (At(end) is 'e' or 'E')
        {
            var sign = At(end + 1) is '+' or '-' ? 1 : 0;
            digits = CountDigits(end + 1 + sign);
            if (digits == 0)
                return FailAt(end, DecodeErrorCode.Malformed, "The exponent of a number must have a digit.");
            end += 1 + sign + digits;
        }

        text = _json[start..end];
        _position = end;
        return true;
    }

    private readonly char At(int position) => (uint)position < (uint)_json.Length ? (char)_json[position] : '\0';

    private readonly int CountDigits(int position)
    {
        var start = position;
        while (At(position) is >= '0' and <= '9')
            position++;
        return position - start;
    }
}
