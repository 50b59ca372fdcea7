using System.Buffers;
using MessagePack;

namespace Skapi.Protocol.Benchmarks.Codecs.Peers;

internal sealed class MessagePackCSharp<T>(T message) : Peer
{
    protected override void Encode(ArrayBufferWriter<byte> output) => MessagePackSerializer.Serialize(output, message);

    protected override object? Decode(byte[] bytes) => MessagePackSerializer.Deserialize<T>(bytes);
}
