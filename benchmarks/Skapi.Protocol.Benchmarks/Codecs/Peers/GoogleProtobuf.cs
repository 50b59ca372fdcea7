using System.Buffers;
using Google.Protobuf;

namespace Skapi.Protocol.Benchmarks.Codecs.Peers;

internal sealed class GoogleProtobuf(IMessage message) : Peer
{
    private readonly MessageParser _parser = message.Descriptor.Parser;

    protected override void Encode(ArrayBufferWriter<byte> output) => message.WriteTo(output);

    protected override object? Decode(byte[] bytes) => _parser.ParseFrom(bytes);
}
