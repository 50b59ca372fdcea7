using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Skapi.Protocol.Benchmarks.Generator;

/// <summary>What an edit costs in a project of 200 schemas of five messages. Running over all of them is the baseline.</summary>
[MemoryDiagnoser]
public class EditBenchmarks
{
    private const int Edited = 77;

    private readonly Compilation _compilation = Workload.CreateCompilation();
    private readonly SyntaxTree _typed = CSharpSyntaxTree.ParseText("class Typed { }");
    private AdditionalText[] _schemas = [];
    private AdditionalText _edit = null!;
    private Compilation _editedCompilation = null!;
    private GeneratorDriver _driver = null!;

    [GlobalSetup]
    public void SetUp()
    {
        _schemas = Workload.CreateSchemas();
        _edit = Workload.CreateSchema(Edited, "The very first.");
        _editedCompilation = _compilation.AddSyntaxTrees(_typed);
        _driver = Workload.CreateDriver(_schemas).RunGenerators(_compilation);
    }

    [Benchmark(Baseline = true)]
    public int EverySchema() => Workload.CountEmitted(Workload.CreateDriver(_schemas).RunGenerators(_compilation));

    [Benchmark]
    public int OneSchema() => Workload.CountEmitted(_driver.ReplaceAdditionalText(_schemas[Edited], _edit).RunGenerators(_compilation));

    [Benchmark]
    public int CSharp() => Workload.CountEmitted(_driver.RunGenerators(_editedCompilation));
}
