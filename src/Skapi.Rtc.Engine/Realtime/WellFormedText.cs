using System.Buffers;
using System.Text;

namespace Skapi.Rtc.Realtime;

/// <summary>Tells whether a text can be sent: JSON on the wire is UTF-8, which has no lone surrogates (RFC 3629, section 3).</summary>
internal static class WellFormedText
{
    /// <summary>Whether a text has no lone surrogate.</summary>
    public static bool Is(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out _, out var consumed) != OperationStatus.Done)
                return false;

            text = text[consumed..];
        }

        return true;
    }
}
