using System.Text.Json;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using Google.Protobuf;
using Skapi.Protocol.Json;
using Skapi.Protocol.MessagePack;

namespace Skapi.Protocol.Benchmarks;

/// <summary>Decoding from bytes. The peer of each format is the baseline.</summary>
[MemoryDiagnoser]
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory)]
public class DecodeBenchmarks
{
    private byte[] _json = [];
    private byte[] _packed = [];
    private byte[] _proto = [];

    [ParamsAllValues]
    public EventKind Event { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        _json = JsonCodec.EncodeToUtf8(Events.Ours(Event));
        _packed = MessagePackCodec.Encode(Events.Ours(Event));
        _proto = Events.Proto(Event).ToByteArray();
    }

    [BenchmarkCategory("JSON"), Benchmark(Baseline = true)]
    public object SystemTextJson() => JsonSerializer.Deserialize(_json, PlatformContext.Default.PlatformEvent)!;

    [BenchmarkCategory("JSON"), Benchmark]
    public object SkapiJson() => JsonCodec.Decode<RtcEvent>(_json);

    [BenchmarkCategory("Binary"), Benchmark(Baseline = true)]
    public object GoogleProtobuf() => Protobuf.RtcEvent.Parser.ParseFrom(_proto);

    [BenchmarkCategory("Binary"), Benchmark]
    public object SkapiMessagePack() => MessagePackCodec.Decode<RtcEvent>(_packed);
}
