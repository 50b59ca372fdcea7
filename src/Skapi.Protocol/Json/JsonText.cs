namespace Skapi.Protocol.Json;

/// <summary>What stands between a string's quotation marks. Its escapes stay in it, so that it costs nothing; none makes half a surrogate pair.</summary>
/// <param name="raw">The bytes of the text.</param>
/// <param name="hasEscapes">Whether there are escapes among them.</param>
internal readonly ref struct JsonText(ReadOnlySpan<byte> raw, bool hasEscapes)
{
    /// <summary>The bytes of the text.</summary>
    public ReadOnlySpan<byte> Raw { get; } = raw;

    /// <summary>Whether there are escapes among them.</summary>
    public bool HasEscapes { get; } = hasEscapes;

    /// <summary>Whether it stands for a text in UTF-8.</summary>
    public bool Is(ReadOnlySpan<byte> utf8) => HasEscapes ? JsonEscapes.AreEqual(Raw, utf8) : Raw.SequenceEqual(utf8);

    /// <summary>The text in UTF-8, in a buffer where it has escapes.</summary>
    /// <param name="buffer">A buffer; one is rented where it is too short.</param>
    public UnescapedText Unescape(Span<byte> buffer) => HasEscapes ? new(Raw, buffer) : new(Raw);
}
