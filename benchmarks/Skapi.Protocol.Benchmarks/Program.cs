using BenchmarkDotNet.Running;
using Skapi.Protocol.Benchmarks;

if (args is ["table", ..])
    return ComparisonTable.Print(args[1..]);

BenchmarkSwitcher.FromAssembly(typeof(ComparisonTable).Assembly).Run(args);
return 0;
