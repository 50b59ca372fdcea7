using System.Text;
using System.Text.Json;
using Skapi.Protocol.Json;

namespace Skapi.Realtime.Gateway.Json;

/// <summary>
/// Navigates JSON that a client wrote. It is the only place that does: System.Text.Json throws on text that JSON allows, such as a name
/// with half a surrogate pair, and a client must not be able to cause an exception.
/// </summary>
internal static class JsonGuard
{
    /// <summary>More than any <see cref="RawJson"/> nests.</summary>
    private const int MaxDepth = 128;

    /// <summary>Whether the value is an object with a member that is not null.</summary>
    public static bool HasMember(RawJson json, ReadOnlySpan<byte> name) =>
        TryGetMember(json, name, out var value) && value.Kind != JsonValueKind.Null;

    /// <summary>Finds a member of an object. The last one counts, as in JavaScript, except that null never hides another value.</summary>
    /// <param name="json">The value to look into.</param>
    /// <param name="name">The member's name in UTF-8.</param>
    /// <param name="value">The member's value.</param>
    /// <returns>False if the value is not an object, or has no such member.</returns>
    public static bool TryGetMember(RawJson json, ReadOnlySpan<byte> name, out RawJson value)
    {
        value = default;
        if (json.Kind != JsonValueKind.Object)
            return false;
        var found = false;
        var text = json.Utf8.Span;
        var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = MaxDepth });
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isMember = IsName(reader, text, name);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (!isMember || (found && reader.TokenType == JsonTokenType.Null))
                continue;
            value = RawJson.FromUtf8(text[start..(int)reader.BytesConsumed]);
            found = true;
        }

        return found;
    }

    /// <summary>Finds a member that is a string.</summary>
    /// <returns>The string, or null if there is no such member, or its value is not a string that can be represented.</returns>
    public static string? GetText(RawJson json, string name) =>
        TryGetMember(json, Encoding.UTF8.GetBytes(name), out var value) && value.TryGetString(out var text) ? text : null;

    /// <summary>Reads a JSON number as the nearest double, or infinity if it is too large.</summary>
    /// <returns>False if the value is not a number.</returns>
    public static bool TryGetNumber(RawJson json, out double number)
    {
        number = 0;
        if (json.Kind != JsonValueKind.Number)
            return false;
        var reader = new Utf8JsonReader(json.Utf8.Span);
        return reader.Read() && reader.TryGetDouble(out number);
    }

    private static bool IsName(in Utf8JsonReader reader, ReadOnlySpan<byte> text, ReadOnlySpan<byte> name)
    {
        if (!reader.ValueIsEscaped)
            return reader.ValueSpan.SequenceEqual(name);
        // The protocol's own reader returns false for half a surrogate pair, where Utf8JsonReader would throw.
        const int Quotes = 2;
        var quoted = text.Slice((int)reader.TokenStartIndex, reader.ValueSpan.Length + Quotes);
        return RawJson.FromUtf8(quoted).TryGetString(out var unescaped) && Encoding.UTF8.GetBytes(unescaped).AsSpan().SequenceEqual(name);
    }
}
