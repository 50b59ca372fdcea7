using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Skapi.Protocol.Json;

namespace Skapi.Protocol.Schemas;

/// <summary>Writes a JSON value so that equal values have equal texts: numbers in one form, members in the order of their names.</summary>
internal static class CanonicalJson
{
    /// <summary>The canonical text of a value.</summary>
    /// <param name="utf8">The JSON text of the value, which is valid.</param>
    public static string Of(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = ValidationOptions.DepthCeiling });
        using var document = JsonDocument.ParseValue(ref reader);
        var text = new StringBuilder();
        Write(text, document.RootElement);
        return text.ToString();
    }

    private static void Write(StringBuilder text, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                text.Append('{');
                foreach (var member in value.EnumerateObject().OrderBy(static member => member.Name, StringComparer.Ordinal))
                {
                    WriteText(text, member.Name);
                    Write(text, member.Value);
                }

                text.Append('}');
                break;
            case JsonValueKind.Array:
                text.Append('[');
                foreach (var item in value.EnumerateArray())
                    Write(text, item);
                text.Append(']');
                break;
            case JsonValueKind.String:
                WriteString(text, value);
                break;
            case JsonValueKind.Number:
                WriteNumber(text, value.GetRawText());
                break;
            default:
                text.Append(value.GetRawText());
                break;
        }
    }

    private static void WriteString(StringBuilder text, JsonElement value)
    {
        var raw = JsonMarshal.GetRawUtf8Value(value)[1..^1];
        if (JsonEscapes.AreWhole(raw))
            WriteText(text, value.GetString()!);
        else
            // A lone surrogate stands for no text, so its escape sequence is compared.
            text.Append('\'').Append(Encoding.UTF8.GetString(raw)).Append('\'');
    }

    // The length before the text keeps neighbours apart.
    private static void WriteText(StringBuilder text, string value) =>
        text.Append(CultureInfo.InvariantCulture, $"\"{value.Length}:").Append(value);

    /// <summary>Writes the digits from the first to the last that is not zero, and the power of ten of the last one.</summary>
    private static void WriteNumber(StringBuilder text, string number)
    {
        var end = number.AsSpan().IndexOfAny('e', 'E');
        var mantissa = number[(number[0] == '-' ? 1 : 0)..(end < 0 ? number.Length : end)];
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        var digits = mantissa.Replace(".", "", StringComparison.Ordinal);
        var significant = digits.TrimEnd('0');
        var exponent = 0L;
        if (end >= 0 && !long.TryParse(number.AsSpan(end + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent))
        {
            // Nobody writes one number with two exponents that are this large.
            text.Append('#').Append(number).Append(';');
            return;
        }

        var power = (Int128)exponent + digits.Length - significant.Length - (point < 0 ? 0 : mantissa.Length - point - 1);
        significant = significant.TrimStart('0');
        if (significant.Length == 0)
            text.Append("#0;");
        else
            text.Append(CultureInfo.InvariantCulture, $"#{(number[0] == '-' ? "-" : "")}{significant}e{power};");
    }
}
