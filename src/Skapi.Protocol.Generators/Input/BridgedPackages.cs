using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Skapi.Protocol.Generators.Input;

/// <summary>Which of the packages that have a bridge the project refers to. They come from its references, which no edit of C# changes.</summary>
internal sealed record BridgedPackages(bool Stateless, bool MessagePack)
{
    private const string StatelessAssembly = "Stateless";
    private const string MessagePackAssembly = "MessagePack";

    /// <summary>The assembly of a reference, if it is one that has a bridge.</summary>
    public static string? NameOf(MetadataReference reference)
    {
        // A file's path, or the name of a project beside this one.
        var display = reference.Display ?? "";
        var name = display.Substring(display.LastIndexOfAny(['/', '\\']) + 1);
        if (name.EndsWith(".dll", StringComparison.OrdinalIgnoreCase))
            name = name.Substring(0, name.Length - ".dll".Length);

        return name is StatelessAssembly or MessagePackAssembly ? name : null;
    }

    public static BridgedPackages From(ImmutableArray<string> assemblies) =>
        new(assemblies.Contains(StatelessAssembly), assemblies.Contains(MessagePackAssembly));
}
