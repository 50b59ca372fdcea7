using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Skapi.Protocol.Generators.Tests.Helpers;

/// <summary>The metadata that the build passes to the generator for an additional file.</summary>
internal sealed class SchemaOptions(
    Func<string, string> namespaceOf, bool isMarked = true, string types = "", string visibility = "") : AnalyzerConfigOptionsProvider
{
    public SchemaOptions(string namespaceName, bool isMarked = true, string types = "", string visibility = "")
        : this(_ => namespaceName, isMarked, types, visibility)
    {
    }

    /// <summary>Each file's folder is its namespace.</summary>
    public static SchemaOptions ByFolder { get; } = new(static path => Path.GetDirectoryName(path)!);

    /// <summary>The page that the help links of diagnostics lead to.</summary>
    public string DiagnosticsPage { get; init; } = "";

    /// <summary>The folder of files whose types a referenced assembly has, or null.</summary>
    public string? ReferencedFolder { get; init; }

    /// <summary>The folder of files whose types are internal, or null.</summary>
    public string? InternalFolder { get; init; }

    public override AnalyzerConfigOptions GlobalOptions => new Options(new() { ["build_property.SkapiDiagnosticsPage"] = DiagnosticsPage });

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => new Options(new()
    {
        ["build_metadata.AdditionalFiles.SkapiProtocol"] = isMarked ? "true" : "",
        ["build_metadata.AdditionalFiles.SkapiNamespace"] = namespaceOf(textFile.Path),
        ["build_metadata.AdditionalFiles.SkapiTypes"] =
            Path.GetDirectoryName(textFile.Path) == ReferencedFolder ? "referenced" : types,
        ["build_metadata.AdditionalFiles.SkapiVisibility"] =
            Path.GetDirectoryName(textFile.Path) == InternalFolder ? "internal" : visibility,
    });

    private sealed class Options(Dictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
    }
}
