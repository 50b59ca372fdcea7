namespace Skapi.Protocol.Generators;

/// <summary>The names of the pipeline's steps, by which a test sees which of them ran again.</summary>
internal static class TrackingNames
{
    /// <summary>The additional files that are marked.</summary>
    public const string Files = nameof(Files);

    /// <summary>Each file read: its model, its names, its diagnostics.</summary>
    public const string Results = nameof(Results);

    /// <summary>The names that all files emit, compared with each other.</summary>
    public const string Clashes = nameof(Clashes);

    /// <summary>The C# of each file.</summary>
    public const string Sources = nameof(Sources);

    /// <summary>The packages that have a bridge, among the project's references.</summary>
    public const string Packages = nameof(Packages);

    /// <summary>The bridges to those packages.</summary>
    public const string Bridges = nameof(Bridges);

    /// <summary>What the files break of what has shipped.</summary>
    public const string Breaks = nameof(Breaks);
}
