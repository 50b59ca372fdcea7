using System.Globalization;
using System.Text;

namespace Skapi.Realtime.Gateway.Discovery;

/// <summary>Rewrites JSON so that it is ASCII, for readers that take bytes for characters.</summary>
internal static class AsciiJson
{
    /// <summary>Escapes everything beyond ASCII, which in a JSON text stands in strings alone (RFC 8259, section 7).</summary>
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
