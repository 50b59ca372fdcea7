using System.Text.Json.Serialization.Metadata;
using Google.Protobuf;
using MemoryPack;
using Skapi.Protocol.Json;
using Skapi.Protocol.MessagePack;

namespace Skapi.Protocol.Benchmarks.Codecs.Peers;

/// <summary>All serializers with the same message.</summary>
internal sealed class PeerSet : IDisposable
{
    private readonly IDisposable _disposable;

    private PeerSet(
        Peer skapiJson, Peer skapiMessagePack, Peer systemTextJson, Peer protobuf, Peer messagePack, Peer memoryPack, Peer memoryPackUtf16)
    {
        (SkapiJson, SkapiMessagePack, SystemTextJson, Protobuf) = (skapiJson, skapiMessagePack, systemTextJson, protobuf);
        (MessagePackCSharp, MemoryPack, MemoryPackUtf16) = (messagePack, memoryPack, memoryPackUtf16);
        _disposable = (IDisposable)systemTextJson;
        foreach (var peer in new[] { skapiJson, skapiMessagePack, systemTextJson, protobuf, messagePack, memoryPack, memoryPackUtf16 })
            peer.Prepare();

        // Both write the same format, so they must agree on every byte.
        if (!skapiMessagePack.Encoded.SequenceEqual(messagePack.Encoded))
            throw new InvalidOperationException("MessagePack-CSharp encodes the message otherwise.");
    }

    public Peer SkapiJson { get; }

    public Peer SkapiMessagePack { get; }

    public Peer SystemTextJson { get; }

    public Peer Protobuf { get; }

    public Peer MessagePackCSharp { get; }

    public Peer MemoryPack { get; }

    public Peer MemoryPackUtf16 { get; }

    /// <summary>Makes the serializers of a message.</summary>
    /// <param name="ours">The emitted message.</param>
    /// <param name="plain">The same message in the classes that one writes by hand for the other serializers.</param>
    /// <param name="platform">The class in the context of System.Text.Json's source generator.</param>
    /// <param name="protobuf">The same message for Google.Protobuf.</param>
    public static PeerSet Create<TOurs, TPlain>(TOurs ours, TPlain plain, JsonTypeInfo<TPlain> platform, IMessage protobuf)
        where TOurs : IJsonMessage<TOurs>, IMessagePackMessage<TOurs> => new(
            new SkapiJson<TOurs>(ours),
            new SkapiMessagePack<TOurs>(ours),
            new SystemTextJson<TPlain>(plain, platform),
            new GoogleProtobuf(protobuf),
            new MessagePackCSharp<TPlain>(plain),
            new MemoryPackPeer<TPlain>(plain, MemoryPackSerializerOptions.Utf8),
            new MemoryPackPeer<TPlain>(plain, MemoryPackSerializerOptions.Utf16));

    public void Dispose() => _disposable.Dispose();
}
