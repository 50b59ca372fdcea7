using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using Skapi.Protocol.Benchmarks.Codecs.Peers;
using Skapi.Protocol.Benchmarks.Codecs.Workloads;

namespace Skapi.Protocol.Benchmarks.Codecs;

/// <summary>Decoding from bytes. Our codec of each format is the baseline.</summary>
[MemoryDiagnoser(displayGenColumns: false)]
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByParams, BenchmarkLogicalGroupRule.ByCategory)]
public class DecodeBenchmarks
{
    private PeerSet _peers = null!;

    [ParamsAllValues]
    public Workload Workload { get; set; }

    [GlobalSetup]
    public void SetUp() => _peers = WorkloadFactory.Create(Workload);

    [GlobalCleanup]
    public void CleanUp() => _peers.Dispose();

    [BenchmarkCategory("JSON"), Benchmark(Baseline = true)]
    public object SkapiJson() => _peers.SkapiJson.Decode();

    [BenchmarkCategory("JSON"), Benchmark]
    public object SystemTextJson() => _peers.SystemTextJson.Decode();

    [BenchmarkCategory("Binary"), Benchmark(Baseline = true)]
    public object SkapiMessagePack() => _peers.SkapiMessagePack.Decode();

    [BenchmarkCategory("Binary"), Benchmark]
    public object Protobuf() => _peers.Protobuf.Decode();

    [BenchmarkCategory("Binary"), Benchmark]
    public object MessagePackCSharp() => _peers.MessagePackCSharp.Decode();

    [BenchmarkCategory("Binary"), Benchmark]
    public object MemoryPack() => _peers.MemoryPack.Decode();

    [BenchmarkCategory("Binary"), Benchmark]
    public object MemoryPackUtf16() => _peers.MemoryPackUtf16.Decode();
}
