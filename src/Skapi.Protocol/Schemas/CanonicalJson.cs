using System.Globalization;
using System.Text;
using System.Text.Json;

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
                WriteText(text, value.GetString()!);
                break;
            case JsonValueKind.Number:
                WriteNumber(text, value);
                break;
            default:
                text.Append(value.GetRawText());
                break;
        }
    }

    // The length before the text keeps neighbours apart.
    private static void WriteText(StringBuilder text, string value) =>
        text.Append(CultureInfo.InvariantCulture, $"\"{value.Length}:").Append(value);

    private static void WriteNumber(StringBuilder text, JsonElement value)
    {
        if (value.TryGetDecimal(out var exact))
            text.Append(CultureInfo.InvariantCulture, $"#{exact / 1.000000000000000000000000000000m};");
        else if (value.TryGetDouble(out var number) && double.IsFinite(number))
            text.Append(CultureInfo.InvariantCulture, $"#{number:R};");
        else
            text.Append('#').Append(value.GetRawText()).Append(';');
    }
}
