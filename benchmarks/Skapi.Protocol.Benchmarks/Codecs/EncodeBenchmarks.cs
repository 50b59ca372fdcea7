using System.Buffers;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using Google.Protobuf;
using Skapi.Protocol.Json;
using Skapi.Protocol.MessagePack;

namespace Skapi.Protocol.Benchmarks;

/// <summary>Encoding into a buffer that is there already. The peer of each format is the baseline.</summary>
[MemoryDiagnoser]
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory)]
public class EncodeBenchmarks : IDisposable
{
    private readonly ArrayBufferWriter<byte> _output = new(4096);
    private readonly Utf8JsonWriter _platformWriter = new(Stream.Null);
    private RtcEvent _ours = null!;
    private PlatformEvent _platform = null!;
    private Protobuf.RtcEvent _proto = null!;

    [ParamsAllValues]
    public EventKind Event { get; set; }

    [GlobalSetup]
    public void SetUp() => (_ours, _platform, _proto) = (Events.Ours(Event), Events.Platform(Event), Events.Proto(Event));

    [BenchmarkCategory("JSON"), Benchmark(Baseline = true)]
    public int SystemTextJson()
    {
        _output.ResetWrittenCount();
        _platformWriter.Reset(_output);
        JsonSerializer.Serialize(_platformWriter, _platform, PlatformContext.Default.PlatformEvent);
        return _output.WrittenCount;
    }

    [BenchmarkCategory("JSON"), Benchmark]
    public int SkapiJson()
    {
        _output.ResetWrittenCount();
        JsonCodec.Encode(_ours, _output);
        return _output.WrittenCount;
    }

    [BenchmarkCategory("Binary"), Benchmark(Baseline = true)]
    public int GoogleProtobuf()
    {
        _output.ResetWrittenCount();
        _proto.WriteTo(_output);
        return _output.WrittenCount;
    }

    [BenchmarkCategory("Binary"), Benchmark]
    public int SkapiMessagePack()
    {
        _output.ResetWrittenCount();
        MessagePackCodec.Encode(_ours, _output);
        return _output.WrittenCount;
    }

    public void Dispose()
    {
        _platformWriter.Dispose();
        GC.SuppressFinalize(this);
    }
}
