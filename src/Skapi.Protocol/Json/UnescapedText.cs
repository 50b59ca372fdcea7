using System.Buffers;

namespace Skapi.Protocol.Json;

/// <summary>A text without its escape sequences. Dispose it when the buffer is no longer needed.</summary>
internal readonly ref struct UnescapedText
{
    private readonly byte[]? _rented;

    /// <summary>Creates a text that has no escape sequences.</summary>
    public UnescapedText(ReadOnlySpan<byte> utf8) => Utf8 = utf8;

    /// <summary>Replaces the escape sequences, none of which encodes a lone surrogate.</summary>
    public UnescapedText(ReadOnlySpan<byte> raw, Span<byte> buffer)
    {
        if (raw.Length > buffer.Length)
            buffer = _rented = ArrayPool<byte>.Shared.Rent(raw.Length);

        JsonEscapes.TryUnescape(raw, buffer, out var written);
        Utf8 = buffer[..written];
    }

    /// <summary>The text.</summary>
    public ReadOnlySpan<byte> Utf8 { get; }

    public void Dispose()
    {
        if (_rented is not null)
            ArrayPool<byte>.Shared.Return(_rented);
    }
}
