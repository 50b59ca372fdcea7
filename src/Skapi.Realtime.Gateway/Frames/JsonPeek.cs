using System.Text.Json;
using Skapi.Protocol;

namespace Skapi.Realtime.Gateway.Frames;

/// <summary>Looks into a JSON value without decoding it.</summary>
internal static class JsonPeek
{
    /// <summary>Whether the value is an object that has a member, alone or among others, which is not null.</summary>
    public static bool HasMember(RawJson json, ReadOnlySpan<byte> name)
    {
        if (json.Kind != JsonValueKind.Object)
            return false;
        var reader = new Utf8JsonReader(json.Utf8.Span);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isMember = reader.ValueTextEquals(name);
            reader.Read();
            if (isMember && reader.TokenType != JsonTokenType.Null)
                return true;
            reader.Skip();
        }

        return false;
    }
}
