namespace Skapi.Protocol.Json;

/// <summary>The text between the quotation marks of a string, with its escape sequences. None of them encodes a lone surrogate.</summary>
/// <param name="raw">The bytes of the text.</param>
/// <param name="hasEscapes">Whether there are escape sequences in it.</param>
internal readonly ref struct JsonText(ReadOnlySpan<byte> raw, bool hasEscapes)
{
    /// <summary>The bytes of the text.</summary>
    public ReadOnlySpan<byte> Raw { get; } = raw;

    /// <summary>Whether there are escape sequences in it.</summary>
    public bool HasEscapes { get; } = hasEscapes;

    /// <summary>Whether it equals a text in UTF-8.</summary>
    public bool Is(ReadOnlySpan<byte> utf8) => HasEscapes ? JsonEscapes.AreEqual(Raw, utf8) : Raw.SequenceEqual(utf8);

    /// <summary>The text in UTF-8. It is in the buffer if it has escape sequences.</summary>
    /// <param name="buffer">A buffer. If it is too short, a buffer is rented.</param>
    public UnescapedText Unescape(Span<byte> buffer) => HasEscapes ? new(Raw, buffer) : new(Raw);
}
