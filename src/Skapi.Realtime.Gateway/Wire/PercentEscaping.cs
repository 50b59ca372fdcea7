namespace Skapi.Realtime.Gateway.Wire;

/// <summary>
/// Escapes a frame's text. The published client reads <c>JSON.parse(decodeURI(text))</c>, so every <c>%</c> is sent as <c>%25</c>.
/// Otherwise a text of <c>100%</c> would lose the frame, and a text of <c>%22</c> could forge its members.
/// </summary>
internal static class PercentEscaping
{
    private const byte Percent = (byte)'%';

    /// <summary>Returns the length of a text after escaping.</summary>
    public static int LengthOf(ReadOnlySpan<byte> utf8) => utf8.Length + (2 * utf8.Count(Percent));

    /// <summary>Escapes a whole frame.</summary>
    /// <param name="utf8">The frame.</param>
    /// <param name="target">Where it is written to. It has the length that <see cref="LengthOf"/> returns.</param>
    public static void Escape(ReadOnlySpan<byte> utf8, Span<byte> target)
    {
        for (int next; (next = utf8.IndexOf(Percent)) >= 0; utf8 = utf8[(next + 1)..])
        {
            utf8[..next].CopyTo(target);
            "%25"u8.CopyTo(target[next..]);
            target = target[(next + 3)..];
        }

        utf8.CopyTo(target);
    }
}
