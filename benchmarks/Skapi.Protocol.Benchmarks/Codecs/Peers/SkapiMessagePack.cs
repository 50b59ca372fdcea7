using System.Buffers;
using Skapi.Protocol.MessagePack;

namespace Skapi.Protocol.Benchmarks.Codecs.Peers;

internal sealed class SkapiMessagePack<T>(T message) : Peer
    where T : IMessagePackMessage<T>
{
    protected override void Encode(ArrayBufferWriter<byte> output) => MessagePackCodec.Encode(message, output);

    protected override object? Decode(byte[] bytes) => MessagePackCodec.Decode<T>(bytes);
}
