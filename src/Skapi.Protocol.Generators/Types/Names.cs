using System.Text;

namespace Skapi.Protocol.Generators.Types;

/// <summary>Makes C# names of wire names.</summary>
internal static class Names
{
    private static readonly HashSet<string> Keywords = new(StringComparer.Ordinal)
    {
        "abstract", "as", "base", "bool", "break", "byte", "case", "catch", "char", "checked", "class", "const", "continue", "decimal",
        "default", "delegate", "do", "double", "else", "enum", "event", "explicit", "extern", "false", "finally", "fixed", "float", "for",
        "foreach", "goto", "if", "implicit", "in", "int", "interface", "internal", "is", "lock", "long", "namespace", "new", "null",
        "object", "operator", "out", "override", "params", "private", "protected", "public", "readonly", "ref", "return", "sbyte", "sealed",
        "short", "sizeof", "stackalloc", "static", "string", "struct", "switch", "this", "throw", "true", "try", "typeof", "uint", "ulong",
        "unchecked", "unsafe", "ushort", "using", "virtual", "void", "volatile", "while",
    };

    /// <summary>PascalCase of a name in snake_case, kebab-case, SCREAMING_CASE or camelCase; empty where nothing remains.</summary>
    public static string ToPascalCase(string name)
    {
        // In SCREAMING_CASE the case of a letter says nothing; anywhere else it separates words.
        var screams = !name.Any(char.IsLower);
        var result = new StringBuilder();
        var startsWord = true;
        foreach (var character in name)
        {
            if (!char.IsLetterOrDigit(character))
            {
                startsWord = true;
                continue;
            }

            result.Append(startsWord ? char.ToUpperInvariant(character) : screams ? char.ToLowerInvariant(character) : character);
            startsWord = false;
        }

        return result.ToString();
    }

    /// <summary>A name for a local variable or a parameter.</summary>
    /// <param name="name">A name in PascalCase.</param>
    /// <param name="taken">Names that the emitted method uses itself.</param>
    public static string ToLocal(string name, params string[] taken)
    {
        var local = char.ToLowerInvariant(name[0]) + name.Substring(1);
        if (taken.Contains(local))
            return local + "Value";

        return Keywords.Contains(local) ? "@" + local : local;
    }

    public static bool IsIdentifier(string name) =>
        name.Length > 0
        && (char.IsLetter(name[0]) || name[0] == '_')
        && name.All(static character => char.IsLetterOrDigit(character) || character == '_')
        && !Keywords.Contains(name);

    public static bool IsNamespace(string name) => name.Split('.').All(IsIdentifier);
}
