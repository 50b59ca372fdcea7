using BenchmarkDotNet.Attributes;
using Skapi.Protocol.Json;
using Skapi.Protocol.Schemas;

namespace Skapi.Protocol.Benchmarks;

/// <summary>Validating a valid event. Decoding the same text is the baseline.</summary>
[MemoryDiagnoser]
public class ValidateBenchmarks
{
    private byte[] _json = [];

    [ParamsAllValues]
    public EventKind Event { get; set; }

    [GlobalSetup]
    public void SetUp() => _json = JsonCodec.EncodeToUtf8(Events.Ours(Event));

    [Benchmark(Baseline = true)]
    public object Decode() => JsonCodec.Decode<RtcEvent>(_json);

    [Benchmark]
    public bool Validate() => Schema.Of<RtcEvent>().Validate(_json).IsValid;
}
