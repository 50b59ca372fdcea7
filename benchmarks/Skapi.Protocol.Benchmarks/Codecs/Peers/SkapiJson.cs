using System.Buffers;
using Skapi.Protocol.Json;

namespace Skapi.Protocol.Benchmarks.Codecs.Peers;

internal sealed class SkapiJson<T>(T message) : Peer
    where T : IJsonMessage<T>
{
    protected override void Encode(ArrayBufferWriter<byte> output) => JsonCodec.Encode(message, output);

    protected override object? Decode(byte[] bytes) => JsonCodec.Decode<T>(bytes);
}
