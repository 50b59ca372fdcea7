using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Engines;
using Microsoft.CodeAnalysis;

namespace Skapi.Protocol.Benchmarks.Generator;

/// <summary>
/// The generator's first run over 200 schemas of five messages, each time in a process of its own, with nothing compiled yet.
/// </summary>
[SimpleJob(RunStrategy.ColdStart, launchCount: 5, warmupCount: 0, iterationCount: 1)]
public class ColdGeneratorBenchmark
{
    private readonly AdditionalText[] _schemas = Workload.CreateSchemas();
    private readonly Compilation _compilation = Workload.CreateCompilation();

    [Benchmark]
    public int FirstRun() => Workload.CountEmitted(Workload.CreateDriver(_schemas).RunGenerators(_compilation));
}
