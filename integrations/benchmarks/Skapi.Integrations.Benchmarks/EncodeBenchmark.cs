using System.Buffers;
using BenchmarkDotNet.Attributes;
using MemoryPack;
using MessagePack;
using Skapi.Bridges.Messages;
using Skapi.Protocol;
using Skapi.Protocol.MessagePack;

namespace Skapi.Integrations.Benchmarks;

/// <summary>Encoding a member of the RTC event union into a buffer.</summary>
[MemoryDiagnoser(displayGenColumns: false)]
public class EncodeBenchmark
{
    private readonly ArrayBufferWriter<byte> _output = new(4096);
    private RtcEvent _ours = null!;
    private HandWrittenEvent _handWritten = null!;
    private PackedEvent _packed = null!;

    [Params(Subjects.Message, Subjects.Candidate)]
    public string Subject { get; set; } = "";

    [GlobalSetup]
    public void SetUp() => (_ours, _handWritten, _packed) = (Subjects.Ours(Subject), Subjects.HandWritten(Subject), Subjects.Packed(Subject));

    [Benchmark(Baseline = true)]
    public int Ours()
    {
        _output.ResetWrittenCount();
        MessagePackCodec.Encode(_ours, _output);
        return _output.WrittenCount;
    }

    [Benchmark]
    public int MessagePackCSharp()
    {
        _output.ResetWrittenCount();
        MessagePackSerializer.Serialize(_output, _handWritten);
        return _output.WrittenCount;
    }

    [Benchmark]
    public int MemoryPack()
    {
        _output.ResetWrittenCount();
        MemoryPackSerializer.Serialize(_output, _packed);
        return _output.WrittenCount;
    }
}
