using System.Buffers;

namespace Skapi.Protocol.Json;

/// <summary>A text without its escapes, for as long as its buffer is needed.</summary>
internal readonly ref struct UnescapedText
{
    private readonly byte[]? _rented;

    /// <summary>A text that has none.</summary>
    public UnescapedText(ReadOnlySpan<byte> utf8) => Utf8 = utf8;

    /// <summary>Takes out the escapes, none of which makes half a surrogate pair.</summary>
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
