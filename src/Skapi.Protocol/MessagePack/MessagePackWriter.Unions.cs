using Skapi.Protocol.Json;

namespace Skapi.Protocol.MessagePack;

public ref partial struct MessagePackWriter
{
    /// <summary>Writes an unknown case that was decoded from JSON: its tag instead of a key, and its text instead of the case.</summary>
    /// <param name="discriminator">The name of the member with the tag in JSON.</param>
    /// <param name="tag">The tag.</param>
    /// <param name="raw">The JSON of the message.</param>
    /// <exception cref="ArgumentException">The JSON is not an object with that tag, or nests too deep.</exception>
    public void WriteUnknown(ReadOnlySpan<byte> discriminator, string tag, RawJson raw)
    {
        Unencodable.ThrowIfNotTagged(raw, discriminator, tag);
        WriteArrayHeader(2);
        WriteString(tag);
        WriteRawJson(raw);
    }

    /// <summary>Writes a union with an unknown case that was decoded from MessagePack, without changes.</summary>
    /// <exception cref="ArgumentException">The bytes are not a union, or nest too deep.</exception>
    public void WritePacked(scoped ReadOnlySpan<byte> union)
    {
        var reader = new MessagePackReader(union, _depth);
        var hasKey = reader.TryReadUnion(out var key, out _) && key >= 0;
        reader.SkipCase();
        reader.ReadEnd();
        if (!hasKey || reader.Failed)
            throw new ArgumentException($"The unknown case cannot be written as MessagePack. {reader.GetError()}");

        WriteRaw(union);
    }
}
