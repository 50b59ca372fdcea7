using System.Text;
using System.Text.Json;
using Skapi.Protocol;

namespace Skapi.Realtime.Gateway.Presence;

/// <summary>
/// A start key on the wire: <c>{"after": position}</c>. An object, because the published client takes nothing else back from an app but
/// the words “start” and “end”.
/// </summary>
internal static class PageKey
{
    private const string Member = "after";

    /// <summary>Writes the key of the page that follows a position.</summary>
    public static RawJson After(string position) =>
        RawJson.FromUtf8(Encoding.UTF8.GetBytes($"{{\"{Member}\":{RawJson.FromString(position)}}}"));

    /// <summary>Reads a position back.</summary>
    public static bool TryRead(RawJson key, out string position)
    {
        position = "";
        if (key.Kind != JsonValueKind.Object)
            return false;

        using var json = JsonDocument.Parse(key.Utf8);
        if (!json.RootElement.TryGetProperty(Member, out var after) || !RawJson.Parse(after.GetRawText()).TryGetString(out var text))
            return false;

        position = text;
        return true;
    }
}
