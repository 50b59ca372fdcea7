namespace Skapi.Protocol.MessagePack;

public ref partial struct MessagePackWriter
{
    /// <summary>Writes a case that came as JSON and is not known: its tag in place of a key, and its text in place of the case.</summary>
    /// <param name="discriminator">The name of the member that holds the tag in JSON.</param>
    /// <param name="tag">The tag.</param>
    /// <param name="raw">The whole message.</param>
    /// <exception cref="ArgumentException">The message is not an object with that tag, or nests too deep.</exception>
    public void WriteUnknown(ReadOnlySpan<byte> discriminator, string tag, RawJson raw)
    {
        Unencodable.ThrowIfNotTagged(raw, discriminator, tag);
        WriteArrayHeader(2);
        WriteString(tag);
        WriteRawJson(raw);
    }

    /// <summary>Writes a union whose case came as MessagePack and is not known, as it was.</summary>
    /// <exception cref="ArgumentException">The bytes are no such union, or nest too deep.</exception>
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
