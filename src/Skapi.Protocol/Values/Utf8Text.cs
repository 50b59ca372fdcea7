using System.Text;

namespace Skapi.Protocol;

/// <summary>Makes strings of UTF-8.</summary>
internal static class Utf8Text
{
    /// <summary>The text as a string where it is ASCII, as most is: it is found out, and widened, sooner than a decoder is set up.</summary>
    public static string? FromAscii(ReadOnlySpan<byte> text) => Ascii.IsValid(text) ? Encoding.Latin1.GetString(text) : null;
}
