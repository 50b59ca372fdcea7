using System.Globalization;
using System.Text.Json;
using Skapi.Protocol.Json;

namespace Skapi.Protocol.MessagePack;

public ref partial struct MessagePackWriter
{
    /// <summary>Writes an unknown case that was decoded from JSON: its tag instead of a key, and its text instead of the case.</summary>
    /// <param name="discriminator">The name of the member with the tag in JSON.</param>
    /// <param name="tag">The tag.</param>
    /// <param name="isKnown">Whether the schema has a case with the tag.</param>
    /// <param name="raw">The JSON of the message.</param>
    /// <exception cref="ArgumentException">
    /// The schema knows the tag, or the JSON is not an object with that tag, or nests too deep.
    /// </exception>
    public void WriteUnknown(ReadOnlySpan<byte> discriminator, string tag, bool isKnown, RawJson raw)
    {
        if (isKnown)
            Unencodable.ThrowKnownCase(tag);

        Unencodable.ThrowIfNotTagged(raw, discriminator, tag);
        WriteArrayHeader(2);
        WriteString(tag);
        WriteRawJson(raw);
    }

    /// <summary>Writes a value of a kind that a union does not have: an empty tag instead of a key, and its JSON text.</summary>
    /// <param name="raw">The value.</param>
    /// <param name="known">The kinds that the union has.</param>
    /// <exception cref="ArgumentException">The union has the kind, the value is null, or it nests too deep.</exception>
    public void WriteUnknownKind(RawJson raw, scoped ReadOnlySpan<JsonValueKind> known)
    {
        Unencodable.ThrowIfKnownKind(raw, known);
        WriteArrayHeader(2);
        WriteString("");
        WriteRawJson(raw);
    }

    /// <summary>Writes a union with an unknown case that was decoded from MessagePack, without changes.</summary>
    /// <param name="union">The bytes of the union.</param>
    /// <param name="knownKeys">The keys of the cases that the schema has.</param>
    /// <exception cref="ArgumentException">The bytes are not a union, have a key that the schema knows, or nest too deep.</exception>
    public void WritePacked(scoped ReadOnlySpan<byte> union, scoped ReadOnlySpan<int> knownKeys)
    {
        var reader = new MessagePackReader(union, _depth);
        var hasKey = reader.TryReadUnion(out var key, out _) && key >= 0;
        reader.SkipCase();
        reader.ReadEnd();
        if (!hasKey || reader.Failed)
            throw new ArgumentException($"The unknown case cannot be written as MessagePack. {reader.GetError()}");

        if (knownKeys.Contains((int)key))
            Unencodable.ThrowKnownCase(key.ToString(CultureInfo.InvariantCulture));

        WriteRaw(union);
    }
}
