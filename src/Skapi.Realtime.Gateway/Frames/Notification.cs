using System.Text;
using Skapi.Protocol.Json;
using Skapi.Realtime.Gateway.Json;

namespace Skapi.Realtime.Gateway.Frames;

/// <summary>Checks the push notification that a post may carry.</summary>
internal static class Notification
{
    private const int MaxBytes = 3 * 1024;

    /// <summary>Returns what is wrong with a frame's <c>notification</c> member, or null if it is valid or empty.</summary>
    public static string? Check(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        var utf8 = Encoding.UTF8.GetBytes(text);
        if (utf8.Length > MaxBytes)
            return $"“notification” has {utf8.Length} bytes; the limit is {MaxBytes}.";
        if (!JsonCodec.TryDecode<RawJson>(utf8, out var json, out var error))
            return $"“notification” is not a JSON text. {error}";
        return HasText(json, "title"u8) && HasText(json, "body"u8)
            ? null
            : "“notification” must be a JSON object with the strings “title” and “body”.";
    }

    private static bool HasText(RawJson json, ReadOnlySpan<byte> member) =>
        JsonGuard.TryGetMember(json, member, out var value) && value.TryGetString(out _);
}
