namespace Skapi.Realtime.Gateway.Frames;

/// <summary>
/// The escaping of a frame's text: the published client reads <c>JSON.parse(decodeURI(text))</c>, so every <c>%</c> goes out as
/// <c>%25</c>. Without it a text of <c>100%</c> loses the frame, and a text of <c>%22</c> can forge its members.
/// </summary>
internal static class PercentEscaping
{
    private const byte Percent = (byte)'%';

    /// <summary>Escapes a whole frame. A text without <c>%</c> comes back as the same array.</summary>
    public static byte[] Escape(byte[] utf8)
    {
        var count = utf8.AsSpan().Count(Percent);
        if (count == 0)
            return utf8;
        var escaped = new byte[utf8.Length + (2 * count)];
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
