using System.Text;
using Skapi.Protocol.Json;
using Skapi.Realtime.Gateway.Json;

namespace Skapi.Realtime.Gateway.Presence;

/// <summary>
/// A start key on the wire: <c>{"after": position}</c>. It is an object, because the published client accepts from an app only objects
/// and the words “start” and “end”.
/// </summary>
internal static class PageKey
{
    private const string Member = "after";

    /// <summary>Creates the key of the page that follows a position.</summary>
    public static RawJson After(string position) =>
        RawJson.FromUtf8(Encoding.UTF8.GetBytes($"{{\"{Member}\":{RawJson.FromString(position)}}}"));

    /// <summary>Reads the position from a key.</summary>
    public static bool TryRead(RawJson key, out string position)
    {
        position = JsonGuard.GetText(key, Member) ?? "";
        return position.Length > 0;
    }
}
