using System.Globalization;

namespace Skapi.Protocol.Generators.Emit.Code;

/// <summary>A file of emitted C#.</summary>
/// <param name="HintName">The name of the file in the compilation.</param>
/// <param name="Text">Its text.</param>
internal sealed record SourceFile(string HintName, string Text)
{
    // A project that keeps emitted files on disk has a long path before these names, and Windows limits the path to 260 characters.
    private const int MaxHintName = 80;

    private const string Ending = ".g.cs";

    /// <summary>Creates a file that is named after a type.</summary>
    /// <param name="space">The namespace of the type.</param>
    /// <param name="type">The name of the type, which a long name is cut in.</param>
    /// <param name="part">The part of the type that is in the file, such as “.Json”, or empty.</param>
    /// <param name="text">The text of the file.</param>
    public static SourceFile Create(string space, string type, string part, string text)
    {
        var (name, end) = ($"{space}.{type}", part + Ending);
        if (name.Length + end.Length <= MaxHintName)
            return new(name + end, text);

        // The hash of the whole name keeps shortened names apart.
        var hash = "-" + HashOf(name + end).ToString("x8", CultureInfo.InvariantCulture);
        return new(name.Substring(0, MaxHintName - hash.Length - end.Length) + hash + end, text);
    }

    /// <summary>A hash that is the same in each process (FNV-1a). It ignores case, as the compiler does in these names.</summary>
    private static uint HashOf(string name)
    {
        var hash = 2166136261;
        foreach (var character in name)
            hash = unchecked((hash ^ char.ToUpperInvariant(character)) * 16777619);
        return hash;
    }
}
