using System.Globalization;
using System.Text;

namespace Skapi.Protocol.Generators.Json;

/// <summary>Writes JSON.</summary>
internal static class JsonText
{
    /// <summary>
    /// Writes a string with its quotation marks. Line ends of C# are escaped, so that the result can stand in a raw literal.
    /// </summary>
    public static string Quote(string text)
    {
        var json = new StringBuilder("\"");
        foreach (var character in text)
        {
            json.Append(character switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                < ' ' or '\u0085' or '\u2028' or '\u2029' => "\\u" + ((int)character).ToString("x4", CultureInfo.InvariantCulture),
                _ => character.ToString(),
            });
        }

        return json.Append('"').ToString();
    }
}
