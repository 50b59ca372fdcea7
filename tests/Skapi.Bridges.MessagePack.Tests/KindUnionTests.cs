using MessagePack;
using MessagePack.Resolvers;
using Skapi.Bridges.MessagePack.Tests.Samples;
using Skapi.Protocol;
using Skapi.Protocol.Json;
using Skapi.Protocol.MessagePack;

namespace Skapi.Bridges.MessagePack.Tests;

/// <summary>Unions in which the JSON kind of the value decides, through the resolver of the package.</summary>
public sealed class KindUnionTests
{
    private static readonly MessagePackSerializerOptions Options = MessagePackSerializerOptions.Standard.WithResolver(
        CompositeResolver.Create(Samples.ProtocolResolver.Instance, StandardResolver.Instance));

    public static TheoryData<RpcRequest> Requests =>
    [
        new RpcRequest { Id = 7 },
        new RpcRequest { Id = "seven", Params = new RpcRequestParams.Positions { Value = ["a", ""] } },
        new RpcRequest { Id = new RpcId.Unknown { Raw = RawJson.Parse("[1]") } },
    ];

    [Theory]
    [MemberData(nameof(Requests))]
    public void A_message_with_a_union_has_the_bytes_of_our_codec(RpcRequest message) => HasTheBytesOfOurCodec(message);

    [Fact]
    public void A_union_by_itself_has_the_bytes_of_our_codec() => HasTheBytesOfOurCodec<RpcId>("seven");

    [Fact]
    public void A_case_by_itself_has_the_bytes_of_our_codec() => HasTheBytesOfOurCodec(new RpcId.Number { Value = 7 });

    [Fact]
    public void A_member_of_a_class_of_the_app_can_be_a_union()
    {
        var bytes = MessagePackSerializer.Serialize(new List<RpcId?> { 7, null, "seven" }, Options);

        MessagePackSerializer.Deserialize<List<RpcId?>>(bytes, Options).ShouldBe([7, null, "seven"]);
    }

    [Theory]
    [InlineData(new byte[] { 0x92, 0x00, 0xa1, 0x61 })]
    [InlineData(new byte[] { 0x91, 0x00 })]
    [InlineData(new byte[] { 0x07 })]
    public void What_our_codec_refuses_is_refused(byte[] bytes)
    {
        Should.Throw<ProtocolException>(() => MessagePackCodec.Decode<RpcId>(bytes));
        Should.Throw<MessagePackSerializationException>(() => MessagePackSerializer.Deserialize<RpcId>(bytes, Options));
    }

    private static void HasTheBytesOfOurCodec<T>(T message)
        where T : class, IMessagePackMessage<T>
    {
        var bytes = MessagePackSerializer.Serialize(message, Options);

        bytes.ShouldBe(MessagePackCodec.Encode(message));
        MessagePackSerializer.Deserialize<T>(bytes, Options).ShouldBe(message);
    }
}
