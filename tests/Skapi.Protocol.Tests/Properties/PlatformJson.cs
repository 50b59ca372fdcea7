using System.Text;
using System.Text.Json;
using Skapi.Protocol.Json;

namespace Skapi.Protocol.Tests.Properties;

/// <summary>The platform's own JSON parser, which says what must be accepted.</summary>
internal static class PlatformJson
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = JsonCodec.MaxDepth };

    /// <summary>Whether the parser accepts a text without repeated members.</summary>
    public static bool Accepts(byte[] json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Replaces some bytes by others that mean something in JSON.</summary>
    public static void Change(byte[] json, Random random, int bytes)
    {
        for (var i = bytes; i > 0; i--)
            json[random.Next(json.Length)] = " \n{}[],:\"\\0123456789.-+eEtrufalsn"u8[random.Next(33)];
    }

    /// <summary>The codec accepts a text exactly if the parser does, and keeps it as it is.</summary>
    public static void ShouldAgree(byte[] json)
    {
        var isAccepted = JsonCodec.TryDecode<RawJson>(json, out var value, out _);

        isAccepted.ShouldBe(Accepts(json), Encoding.UTF8.GetString(json));
        if (isAccepted)
            value.Utf8.ToArray().ShouldBe(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(json).Trim(' ', '\n')));
    }
}
