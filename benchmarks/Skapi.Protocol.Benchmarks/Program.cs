using BenchmarkDotNet.Running;

BenchmarkSwitcher.FromAssembly(typeof(Skapi.Protocol.Benchmarks.EventKind).Assembly).Run(args);
