using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using Skapi.Protocol.Benchmarks.Codecs.Peers;
using Skapi.Protocol.Benchmarks.Codecs.Workloads;

namespace Skapi.Protocol.Benchmarks.Codecs;

/// <summary>Encoding into a buffer that is there already. Our codec of each format is the baseline.</summary>
[MemoryDiagnoser(displayGenColumns: false)]
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByParams, BenchmarkLogicalGroupRule.ByCategory)]
public class EncodeBenchmarks
{
    private PeerSet _peers = null!;

    [ParamsAllValues]
    public Workload Workload { get; set; }

    [GlobalSetup]
    public void SetUp() => _peers = WorkloadFactory.Create(Workload);

    [GlobalCleanup]
    public void CleanUp() => _peers.Dispose();

    [BenchmarkCategory("JSON"), Benchmark(Baseline = true)]
    public int SkapiJson() => _peers.SkapiJson.Encode();

    [BenchmarkCategory("JSON"), Benchmark]
    public int SystemTextJson() => _peers.SystemTextJson.Encode();

    [BenchmarkCategory("Binary"), Benchmark(Baseline = true)]
    public int SkapiMessagePack() => _peers.SkapiMessagePack.Encode();

    [BenchmarkCategory("Binary"), Benchmark]
    public int Protobuf() => _peers.Protobuf.Encode();

    [BenchmarkCategory("Binary"), Benchmark]
    public int MessagePackCSharp() => _peers.MessagePackCSharp.Encode();

    [BenchmarkCategory("Binary"), Benchmark]
    public int MemoryPack() => _peers.MemoryPack.Encode();

    [BenchmarkCategory("Binary"), Benchmark]
    public int MemoryPackUtf16() => _peers.MemoryPackUtf16.Encode();
}
