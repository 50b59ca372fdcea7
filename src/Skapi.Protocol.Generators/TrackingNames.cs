namespace Skapi.Protocol.Generators;

/// <summary>The names of the steps of the pipeline, for tests that check which steps ran again.</summary>
internal static class TrackingNames
{
    /// <summary>The marked additional files.</summary>
    public const string Files = nameof(Files);

    /// <summary>The types that files can use from others.</summary>
    public const string Imports = nameof(Imports);

    /// <summary>The result of reading each file: its model, its names, its diagnostics.</summary>
    public const string Results = nameof(Results);

    /// <summary>The comparison of the names that the files emit.</summary>
    public const string Clashes = nameof(Clashes);

    /// <summary>The types of referenced assemblies that files use, but cannot see.</summary>
    public const string Hidden = nameof(Hidden);

    /// <summary>The emitted C# code of each file.</summary>
    public const string Sources = nameof(Sources);

    /// <summary>The referenced packages that have a bridge.</summary>
    public const string Packages = nameof(Packages);

    /// <summary>The bridges to those packages.</summary>
    public const string Bridges = nameof(Bridges);

    /// <summary>The breaking changes of the files.</summary>
    public const string Breaks = nameof(Breaks);
}
