using System.Text;
using System.Text.Json;

namespace Skapi.Realtime.Gateway.Frames;

/// <summary>The push notification that may go with a post. The gateway checks it and does not push it: it has no push service.</summary>
internal static class Notification
{
    private const int MaxBytes = 3 * 1024;

    /// <summary>What is wrong with a frame's <c>notification</c> member, null when nothing is.</summary>
    public static string? Check(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        var bytes = Encoding.UTF8.GetByteCount(text);
        if (bytes > MaxBytes)
            return $"“notification” has {bytes} bytes; {MaxBytes} is the limit.";
        try
        {
            using var document = JsonDocument.Parse(text);
            return IsText(document.RootElement, "title") && IsText(document.RootElement, "body")
                ? null
                : "“notification” is no JSON object with the strings “title” and “body”.";
        }
        catch (JsonException e)
        {
            return $"“notification” is no JSON text: line {e.LineNumber + 1}, byte {e.BytePositionInLine}.";
        }
    }

    private static bool IsText(JsonElement element, string member) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String;
}
