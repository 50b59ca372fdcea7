using BenchmarkDotNet.Attributes;
using MemoryPack;
using MessagePack;
using Skapi.Bridges.Messages;
using Skapi.Protocol;
using Skapi.Protocol.MessagePack;

namespace Skapi.Integrations.Benchmarks;

/// <summary>Decoding a member of the RTC event union.</summary>
[MemoryDiagnoser(displayGenColumns: false)]
public class DecodeBenchmark
{
    private byte[] _messagePack = [];
    private byte[] _memoryPack = [];

    [Params(Subjects.Message, Subjects.Candidate)]
    public string Subject { get; set; } = "";

    [GlobalSetup]
    public void SetUp()
    {
        _messagePack = MessagePackCodec.Encode(Subjects.Ours(Subject));
        _memoryPack = MemoryPackSerializer.Serialize(Subjects.Packed(Subject));
    }

    [Benchmark(Baseline = true)]
    public RtcEvent Ours() => MessagePackCodec.Decode<RtcEvent>(_messagePack);

    [Benchmark]
    public HandWrittenEvent MessagePackCSharp() => MessagePackSerializer.Deserialize<HandWrittenEvent>(_messagePack);

    [Benchmark]
    public PackedEvent? MemoryPack() => MemoryPackSerializer.Deserialize<PackedEvent>(_memoryPack);
}
