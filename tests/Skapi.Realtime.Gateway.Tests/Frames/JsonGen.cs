using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;

namespace Skapi.Realtime.Gateway.Tests.Frames;

/// <summary>Any JSON text, and more often than chance would have it what trips decoders.</summary>
internal static class JsonGen
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The text of a JSON value, written with as few escapes as there may be.</summary>
    public static Gen<string> Text => Gen.Sized(size => Value(Math.Min(size, 12))).Select(node => node?.ToJsonString(Relaxed) ?? "null");

    private static Gen<string> String =>
        Gen.Elements(
            "%", "%22", "%25", "100%", "%22,%22#user_id%22:%22FORGED", "%E2%82%AC", "%C3", "\"", "\\", "\0", "\u2028",
            "#", "#rtc", "€", "😀", "a", " ")
            .ListOf().Select(string.Concat);

    private static Gen<JsonNode?> Value(int size)
    {
        var leaf = Gen.OneOf(
            String.Select(text => (JsonNode?)JsonValue.Create(text)),
            Gen.Choose(int.MinValue, int.MaxValue).Select(number => (JsonNode?)JsonValue.Create(number / 64.0)),
            Gen.Elements(true, false).Select(flag => (JsonNode?)JsonValue.Create(flag)),
            Gen.Constant((JsonNode?)null));
        if (size == 0)
            return leaf;
        var smaller = Value(size / 3);
        return Gen.OneOf(
            leaf,
            smaller.ListOf().Select(items => (JsonNode?)new JsonArray([.. items.Take(4).Select(Copy)])),
            String.Zip(smaller).ListOf().Select(members => (JsonNode?)new JsonObject(
                members.Take(4).DistinctBy(member => member.Item1)
                    .Select(member => KeyValuePair.Create(member.Item1, Copy(member.Item2))))));
    }

    private static JsonNode? Copy(JsonNode? node) => node?.DeepClone();
}
