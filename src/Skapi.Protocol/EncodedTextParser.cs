namespace Skapi.Protocol;

/// <summary>Parses a text of <c>metadata.encoding</c>.</summary>
internal delegate bool EncodedTextParser<T>(ReadOnlySpan<byte> text, out T value);
