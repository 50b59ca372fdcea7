using System.Text;
using System.Text.Json;
using Skapi.Protocol.Json;
using Skapi.Protocol.Schemas;
using Skapi.Testing.Properties;

namespace Skapi.Protocol.Tests.Properties;

/// <summary>Texts of escapes and of what is nearly one, which bytes chosen evenly hardly ever make.</summary>
public sealed class EscapeProperties
{
    private const int Tests = 3000;

    private static readonly string[] Pieces =
    [
        @"\ud83d", @"\ude00", @"\ud800", @"\uDFFF", @"\u0041", @"\u", @"\u00", @"\n", @"\\", @"\""", @"\/", @"\x", @"\", "\"", "u", "de00",
        "-uZZZZ", "xude00",
        "0", "a", "😀", "\u0001", "sdp", "type", "offer", ":", ",", "{", "}", "[", "]", "null",
    ];

    [SeededProperty(MaxTest = Tests)]
    public void A_message_is_read_or_refused_and_nothing_else(Seed seed)
    {
        var random = seed.CreateRandom();
        var json = Encoding.UTF8.GetBytes(TextOf(random));

        if (JsonCodec.TryDecode<SessionDescription>(json, out var value, out var error))
            JsonCodec.Decode<SessionDescription>(JsonCodec.EncodeToUtf8(value)).ShouldBe(value);
        else
            error.ByteOffset.ShouldBeInRange(0, json.Length);
    }

    [SeededProperty(MaxTest = Tests)]
    public void A_validator_accepts_or_rejects_and_nothing_else(Seed seed)
    {
        var random = seed.CreateRandom();
        var json = Encoding.UTF8.GetBytes(TextOf(random));

        var result = Schema.Of<SessionDescription>().Validate(json);

        result.Malformed?.ByteOffset.ShouldBeInRange(0, json.Length);
        if (result.IsValid)
            JsonCodec.TryDecode<SessionDescription>(json, out _, out _).ShouldBeTrue(Encoding.UTF8.GetString(json));
    }

    [SeededProperty(MaxTest = Tests)]
    public void A_value_is_read_or_refused_and_a_string_is_the_platforms(Seed seed)
    {
        var random = seed.CreateRandom();
        var json = $"\"{Escapes(random)}\"";
        if (!JsonCodec.TryDecode<RawJson>(Encoding.UTF8.GetBytes(json), out var value, out var error))
        {
            error.Code.ShouldBeOneOf(DecodeErrorCode.Malformed, DecodeErrorCode.TrailingData);
            return;
        }

        var isText = value.TryGetString(out var text);
        using var document = JsonDocument.Parse(json);
        if (isText)
            text.ShouldBe(document.RootElement.GetString());
        else
            Should.Throw<InvalidOperationException>(document.RootElement.GetString);
    }

    private static string TextOf(Random random) => random.Next(4) switch
    {
        0 => $$"""{"sdp":"{{Escapes(random)}}","type":"offer"}""",
        1 => $$"""{"sdp":"","type":"{{Escapes(random)}}"}""",
        2 => $$"""{"{{Escapes(random)}}":{"{{Escapes(random)}}":"{{Escapes(random)}}"},"sdp":"","type":"offer"}""",
        _ => Escapes(random),
    };

    private static string Escapes(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(8)).Select(_ => Pieces[random.Next(Pieces.Length)]));
}
