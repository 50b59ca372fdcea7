using System.Globalization;
using System.Text;
using Skapi.Testing.Properties;

namespace Skapi.Protocol.Tests.Properties;

/// <summary>Raw JSON is accepted exactly if the platform's parser accepts it without repeated members.</summary>
public sealed class RawJsonProperties
{
    private static readonly string[] Scalars =
        [
            "null", "true", "false", "0", "-1", "12.5", "1e5", "-0.25E-10", "01", "1.", "-", "tru", "nulll", "\"\"", "\"text\"",
            "\"a\\n\\u00e9\"", "\"안녕\"", "\"\\x\"", "\"a\tb\""
        ];

    [SeededProperty(MaxTest = 20_000)]
    public void The_platform_agrees(Seed seed)
    {
        var random = seed.CreateRandom();
        var text = new StringBuilder();
        Append(text, random, 0);
        var json = Encoding.UTF8.GetBytes(text.ToString());
        PlatformJson.Change(json, random, random.Next(8) - 5);
        if (!System.Text.Unicode.Utf8.IsValid(json))
            return;

        PlatformJson.ShouldAgree(json);
    }

    private static void Append(StringBuilder text, Random random, int depth)
    {
        AppendBlanks(text, random);
        switch (random.Next(depth > 4 ? 2 : 5))
        {
            case 0 or 1:
                // What is not JSON is rare, so that most texts are.
                text.Append(Scalars[random.Next(40) == 0 ? random.Next(Scalars.Length) : random.Next(8)]);
                break;
            case 2:
                text.Append('[');
                AppendItems(text, random, depth, hasNames: false);
                text.Append(']');
                break;
            default:
                text.Append('{');
                AppendItems(text, random, depth, hasNames: true);
                text.Append('}');
                break;
        }

        AppendBlanks(text, random);
    }

    private static void AppendItems(StringBuilder text, Random random, int depth, bool hasNames)
    {
        var count = random.Next(random.Next(50) == 0 ? 200 : 6);

        // The same length and the same last byte, so that names differ only in the middle.
        var (similar, format) = random.Next(3) == 0 ? (new string('n', 40), "000n") : ("", "0");
        for (var i = 0; i < count; i++)
        {
            if (i > 0)
                text.Append(',');
            AppendBlanks(text, random);
            if (hasNames)
            {
                text.Append(
                    CultureInfo.InvariantCulture, $"\"{(random.Next(count > 6 ? 200 : 10) == 0 ? "\\u006e" : "n")}{similar}");
                text.Append((random.Next(count > 6 ? 500 : 100) == 0 ? 0 : i).ToString(format, CultureInfo.InvariantCulture)).Append('"');
                AppendBlanks(text, random);
                text.Append(':');
            }

            Append(text, random, count > 6 ? 5 : depth + 1);
        }
    }

    private static void AppendBlanks(StringBuilder text, Random random)
    {
        if (random.Next(6) == 0)
            text.Append(" \n"[random.Next(2)]);
    }
}
