using System.Text;

namespace Skapi.Protocol;

/// <summary>Makes strings of valid UTF-8.</summary>
internal static class Utf8Text
{
    /// <summary>The text as a string. Most text is ASCII, which is found out and widened sooner than a decoder is set up.</summary>
    public static string ToString(ReadOnlySpan<byte> utf8) => Ascii.IsValid(utf8) ? Encoding.Latin1.GetString(utf8) : Encoding.UTF8.GetString(utf8);
}
