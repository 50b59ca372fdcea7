using System.Text;

namespace Skapi.Realtime.Gateway.Tokens;

/// <summary>
/// A token that was verified for a connection. The published client writes the token at the end of each frame, so a known one is
/// recognised by its bytes and need not be decoded. It is kept in UTF-8, which takes half of the memory of a string.
/// </summary>
internal sealed class KnownToken
{
    /// <summary>How the end of a frame begins: with the name of the last member.</summary>
    private const string Start = ",\"token\":\"";

    private const string End = "\"}";

    private readonly byte[] _frameEnd;

    /// <param name="text">The value of the frame's <c>token</c>.</param>
    public KnownToken(string text) => _frameEnd = Encoding.UTF8.GetBytes($"{Start}{text}{End}");

    private ReadOnlySpan<byte> Text => _frameEnd.AsSpan(Start.Length..^End.Length);

    /// <summary>Returns the token.</summary>
    public override string ToString() => Encoding.UTF8.GetString(Text);

    /// <summary>Whether this is the token.</summary>
    public bool Is(string text) =>
        Encoding.UTF8.GetByteCount(text) == Text.Length && Encoding.UTF8.GetBytes(text).AsSpan().SequenceEqual(Text);

    /// <summary>Shortens the token at the end of a frame to an empty text, if it is this one.</summary>
    /// <remarks>
    /// In valid JSON the last brace closes the frame, so the member before it is the frame's own. The result is valid exactly if the
    /// frame was, because a token contains no quote and no backslash, so it is a whole text.
    /// </remarks>
    public bool TryCut(ref Memory<byte> frame)
    {
        if (!frame.Span.EndsWith(_frameEnd) || Text.IndexOfAny("\"\\"u8) >= 0)
            return false;
        var end = frame.Length - _frameEnd.Length + Start.Length;
        _frameEnd.AsSpan(^End.Length..).CopyTo(frame.Span[end..]);
        frame = frame[..(end + End.Length)];
        return true;
    }
}
