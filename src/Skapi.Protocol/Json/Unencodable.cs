using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;

namespace Skapi.Protocol.Json;

/// <summary>The exceptions that encoders throw for messages that no decoder would accept.</summary>
internal static class Unencodable
{
    [DoesNotReturn]
    public static void ThrowTooDeep(int maxDepth) =>
        throw new ArgumentException($"The message nests deeper than {maxDepth} arrays and objects, which no reader accepts.");

    /// <summary>The numbers of RFC 8927 are those of JSON, which are finite.</summary>
    [DoesNotReturn]
    public static void ThrowNotFinite(double value) =>
        throw new ArgumentException($"The message has the number {value}. Numbers must be finite.");

    [DoesNotReturn]
    public static void ThrowLoneSurrogate() => throw new ArgumentException(
        "A string of the message has a lone surrogate, which UTF-8 cannot encode. Cut texts at whole characters, or replace the surrogate "
        + "by U+FFFD.");

    /// <summary>A reader would take the message for the known case, which it need not be.</summary>
    [DoesNotReturn]
    public static void ThrowKnownCase(string tag) => throw new ArgumentException(
        $"An unknown case has the tag or key “{tag}”, which the schema knows. Decode its raw message to get the known case, or create that "
        + "case instead.");

    /// <summary>A reader would take the value for the known case, and null for an absent value.</summary>
    public static void ThrowIfKnownKind(RawJson raw, ReadOnlySpan<JsonValueKind> known)
    {
        if (raw.Kind == JsonValueKind.Null || known.Contains(raw.Kind))
        {
            throw new ArgumentException(
                $"An unknown case has a value of the kind “{raw.Kind}”, which the schema knows or which is null. Decode the value to get "
                + "the known case, or create that case instead.");
        }
    }

    [DoesNotReturn]
    public static void ThrowNamed(string name) => throw new ArgumentException(
        $"The additional member “{name}” has the name of a member that the schema names. Set that member instead.");

    public static void ThrowIfNotTagged(RawJson raw, ReadOnlySpan<byte> discriminator, string tag)
    {
        var reader = new JsonReader(raw.Text);
        if (!reader.PeekTag(discriminator, out var found) || !AreEqual(found, tag))
            throw new ArgumentException($"The raw message of the unknown case “{tag}” is not an object with that tag.");
    }

    private static bool AreEqual(ReadOnlySpan<byte> utf8, string text)
    {
        foreach (var expected in text.EnumerateRunes())
        {
            if (Rune.DecodeFromUtf8(utf8, out var found, out var length) != OperationStatus.Done || found != expected)
                return false;
            utf8 = utf8[length..];
        }

        return utf8.IsEmpty;
    }
}
