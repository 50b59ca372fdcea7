namespace Skapi.Realtime.Gateway.Frames;

/// <summary>
/// Escapes a frame's text. The published client reads <c>JSON.parse(decodeURI(text))</c>, so every <c>%</c> is sent as <c>%25</c>.
/// Otherwise a text of <c>100%</c> would lose the frame, and a text of <c>%22</c> could forge its members.
/// </summary>
internal static class PercentEscaping
{
    private const byte Percent = (byte)'%';

    /// <summary>Returns the length of a text after escaping.</summary>
    public static int LengthOf(ReadOnlySpan<byte> utf8) => utf8.Length + (2 * utf8.Count(Percent));

    /// <summary>Escapes a whole frame. Returns the same array if the text has no <c>%</c>.</summary>
    public static byte[] Escape(byte[] utf8)
    {
        var length = LengthOf(utf8);
        if (length == utf8.Length)
            return utf8;
        var escaped = new byte[length];
        var source = utf8.AsSpan();
        var target = escaped.AsSpan();
        for (int next; (next = source.IndexOf(Percent)) >= 0; source = source[(next + 1)..])
        {
            source[..next].CopyTo(target);
            "%25"u8.CopyTo(target[next..]);
            target = target[(next + 3)..];
        }

        source.CopyTo(target);
        return escaped;
    }
}
