using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Skapi.Protocol.Generators.Tests.Helpers;

/// <summary>What the build tells the generator of an additional file.</summary>
internal sealed class SchemaOptions(string namespaceName, bool isMarked = true, bool areReferenced = false) : AnalyzerConfigOptionsProvider
{
    private readonly Options _options = new(new()
    {
        ["build_metadata.AdditionalFiles.SkapiProtocol"] = isMarked ? "true" : "",
        ["build_metadata.AdditionalFiles.SkapiNamespace"] = namespaceName,
        ["build_metadata.AdditionalFiles.SkapiTypes"] = areReferenced ? "referenced" : "",
    });

    public override AnalyzerConfigOptions GlobalOptions { get; } = new Options([]);

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => _options;

    private sealed class Options(Dictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
    }
}
