using BenchmarkDotNet.Running;
using Skapi.Protocol.Benchmarks;

if (args is ["table"])
    ComparisonTable.Print();
else
    BenchmarkSwitcher.FromAssembly(typeof(ComparisonTable).Assembly).Run(args);
