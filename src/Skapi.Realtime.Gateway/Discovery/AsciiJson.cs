using System.Globalization;
using System.Text;

namespace Skapi.Realtime.Gateway.Discovery;

/// <summary>Rewrites JSON as ASCII, for readers that treat bytes as characters.</summary>
internal static class AsciiJson
{
    /// <summary>Escapes all other characters. JSON allows them only in strings (RFC 8259, section 7).</summary>
    public static byte[] Escape(byte[] utf8)
    {
        if (Ascii.IsValid(utf8))
            return utf8;
        var ascii = new StringBuilder(utf8.Length);
        foreach (var unit in Encoding.UTF8.GetString(utf8))
        {
            if (char.IsAscii(unit))
                ascii.Append(unit);
            else
                ascii.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}");
        }

        return Encoding.ASCII.GetBytes(ascii.ToString());
    }
}
