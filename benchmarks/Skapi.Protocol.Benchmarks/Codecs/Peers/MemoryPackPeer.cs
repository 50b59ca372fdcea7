using System.Buffers;
using MemoryPack;

namespace Skapi.Protocol.Benchmarks.Codecs.Peers;

/// <summary>MemoryPack in one of its two modes: texts as UTF-8, or copied as UTF-16, which is larger and quicker.</summary>
internal sealed class MemoryPackPeer<T>(T message, MemoryPackSerializerOptions options) : Peer
{
    protected override void Encode(ArrayBufferWriter<byte> output) => MemoryPackSerializer.Serialize(output, message, options);

    protected override object? Decode(byte[] bytes) => MemoryPackSerializer.Deserialize<T>(bytes, options);
}
