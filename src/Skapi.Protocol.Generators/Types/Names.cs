using System.Text;

namespace Skapi.Protocol.Generators.Types;

/// <summary>Converts wire names to C# names.</summary>
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

    // Words that C# allows as a name in most places, but not for a type.
    private static readonly HashSet<string> ContextualKeywords = new(StringComparer.Ordinal)
    {
        "alias", "allows", "and", "async", "await", "dynamic", "extension", "field", "file", "get", "global", "init", "managed", "nameof",
        "nint", "not", "notnull", "nuint", "or", "partial", "record", "required", "scoped", "set", "unmanaged", "value",
        "var", "when", "where", "with", "yield", "_",
    };

    /// <summary>
    /// Converts snake_case, kebab-case, SCREAMING_CASE or camelCase to PascalCase. Empty if the name has no letters or digits.
    /// </summary>
    public static string ToPascalCase(string name)
    {
        // In SCREAMING_CASE the case of a letter has no meaning; otherwise it separates words.
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

    /// <summary>
    /// Converts like <see cref="ToPascalCase"/>. A name that begins with a digit gets “Value” before it, and its sign a word: “2.0” is
    /// Value20, “+1” is Plus1, “-1” is Minus1.
    /// </summary>
    public static string ToMemberName(string name)
    {
        var pascal = ToPascalCase(name);
        if (pascal.Length == 0 || !char.IsDigit(pascal[0]))
            return pascal;

        return name[0] switch
        {
            '+' => "Plus",
            '-' => "Minus",
            _ => "Value",
        } + pascal;
    }

    /// <summary>Unique names for the local variables or parameters that hold the values of members.</summary>
    /// <param name="members">The names of all members of a type. A variable does not hide a member.</param>
    /// <param name="taken">Other names that the emitted method uses.</param>
    public static Dictionary<string, string> ToLocals(IEnumerable<string> members, params string[] taken)
    {
        // A single underscore would discard the value.
        var used = new HashSet<string>(members.Concat(taken), StringComparer.Ordinal) { "_" };
        var locals = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var member in members)
        {
            var local = char.ToLowerInvariant(member[0]) + member.Substring(1);
            while (!used.Add(local))
                local += "Value";
            locals[member] = Keywords.Contains(local) ? "@" + local : local;
        }

        return locals;
    }

    public static bool IsIdentifier(string name) =>
        name.Length > 0
        && (char.IsLetter(name[0]) || name[0] == '_')
        && name.All(static character => char.IsLetterOrDigit(character) || character == '_')
        && !Keywords.Contains(name);

    /// <summary>Whether it is an identifier that cannot be the name of a type.</summary>
    public static bool IsContextualKeyword(string name) => ContextualKeywords.Contains(name);

    public static bool IsNamespace(string name) => name.Split('.').All(IsIdentifier);
}
