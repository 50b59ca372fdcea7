using BenchmarkDotNet.Attributes;
using Skapi.Protocol.Benchmarks.Codecs.Peers;
using Skapi.Protocol.Benchmarks.Codecs.Workloads;
using Skapi.Protocol.Schemas;

namespace Skapi.Protocol.Benchmarks.Codecs;

/// <summary>Validating a valid message, beside decoding the same text.</summary>
[MemoryDiagnoser(displayGenColumns: false)]
public class ValidateBenchmarks
{
    private PeerSet _peers = null!;
    private Schema _schema = null!;

    [ParamsAllValues]
    public Workload Workload { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        _peers = WorkloadFactory.Create(Workload);
        _schema = Workload switch
        {
            Workload.Nested => Schema.Of<RealtimeEvent>(),
            Workload.List => Schema.Of<GroupsResponse>(),
            _ => Schema.Of<RtcEvent>(),
        };
        if (!Validate())
            throw new InvalidOperationException("The message is not valid.");
    }

    [GlobalCleanup]
    public void CleanUp() => _peers.Dispose();

    [Benchmark(Baseline = true)]
    public bool Validate() => _schema.Validate(_peers.SkapiJson.Encoded).IsValid;

    [Benchmark]
    public object Decode() => _peers.SkapiJson.Decode();
}
