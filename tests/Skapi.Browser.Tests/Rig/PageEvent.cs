using System.Text.Json;

namespace Skapi.Browser.Tests.Rig;

/// <summary>An event that a page reported.</summary>
/// <param name="Family">“realtime”, “rtc”, or “page” for events of the harness page itself.</param>
/// <param name="Type">The event's type.</param>
/// <param name="Data">The event's fields, as text.</param>
public sealed record PageEvent(string Family, string Type, JsonElement Data)
{
    /// <summary>A field's text, or null if the field is missing or is not a string.</summary>
    public string? this[string field] =>
        Data.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public static PageEvent Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        var data = document.RootElement.Clone();
        return new PageEvent(data.GetProperty("family").GetString()!, data.GetProperty("type").GetString()!, data);
    }

    public override string ToString() => $"{Family} {Type} {Data}";
}
