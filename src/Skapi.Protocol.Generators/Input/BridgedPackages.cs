using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Skapi.Protocol.Generators.Input;

/// <summary>
/// The packages with a bridge that the project references. They are found in the references, which an edit of C# code does not change.
/// </summary>
internal sealed record BridgedPackages(bool Stateless, bool MessagePack)
{
    private const string StatelessAssembly = "Stateless";
    private const string MessagePackAssembly = "MessagePack";

    /// <summary>The assembly of a reference, or null if it has no bridge.</summary>
    public static string? NameOf(MetadataReference reference)
    {
        // The path of a file, or the name of a referenced project.
        var display = reference.Display ?? "";
        var name = display.Substring(display.LastIndexOfAny(['/', '\\']) + 1);
        if (name.EndsWith(".dll", StringComparison.OrdinalIgnoreCase))
            name = name.Substring(0, name.Length - ".dll".Length);

        return name is StatelessAssembly or MessagePackAssembly ? name : null;
    }

    public static BridgedPackages From(ImmutableArray<string> assemblies) =>
        new(assemblies.Contains(StatelessAssembly), assemblies.Contains(MessagePackAssembly));
}
