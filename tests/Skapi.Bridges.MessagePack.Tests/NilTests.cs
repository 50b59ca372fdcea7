using MessagePack;
using MessagePack.Resolvers;
using Skapi.Bridges.MessagePack.Tests.Samples;
using Skapi.Protocol;
using Skapi.Protocol.MessagePack;

namespace Skapi.Bridges.MessagePack.Tests;

/// <summary>The package reads nil exactly as the codec does, except that a reference of the app's own may be null.</summary>
public sealed class NilTests
{
    private static readonly byte[] Nil = [0xc0];

    private static readonly MessagePackSerializerOptions Options = MessagePackSerializerOptions.Standard.WithResolver(
        CompositeResolver.Create(Protocol.ProtocolResolver.Instance, Samples.ProtocolResolver.Instance, StandardResolver.Instance));

    [Fact]
    public void Nil_is_the_message_of_a_nullable_text() => ReadsNil(new NullableText { Value = null });

    [Fact]
    public void Nil_is_the_message_of_a_nullable_enum() => ReadsNil(new NullableColour { Value = null });

    [Fact]
    public void Nil_is_the_message_of_a_nullable_record() => ReadsNil(new NullablePoint { Value = null });

    [Fact]
    public void Nil_is_the_message_of_a_nullable_union() => ReadsNil(new NullableShape { Value = null });

    [Fact]
    public void Nil_is_a_null_reference_for_any_other_message()
    {
        MessagePackSerializer.Serialize<RtcEvent?>(null, Options).ShouldBe(Nil);
        MessagePackSerializer.Deserialize<RtcEvent?>(Nil, Options).ShouldBeNull();
    }

    [Fact]
    public void Nil_is_refused_for_an_enum()
    {
        Should.Throw<ProtocolException>(static () => MessagePackCodec.Decode<SdpType>(Nil));
        Should.Throw<MessagePackSerializationException>(static () => MessagePackSerializer.Deserialize<SdpType>(Nil, Options))
            .InnerException.ShouldBeOfType<ProtocolException>();
    }

    [Fact]
    public void Nil_is_null_for_an_enum_that_the_app_declares_nullable() =>
        MessagePackSerializer.Deserialize<SdpType?>(Nil, Options).ShouldBeNull();

    private static void ReadsNil<T>(T message)
        where T : class, IMessagePackMessage<T>
    {
        MessagePackCodec.Decode<T>(Nil).ShouldBe(message);
        MessagePackSerializer.Serialize(message, Options).ShouldBe(Nil);
        MessagePackSerializer.Deserialize<T>(Nil, Options).ShouldBe(message);
    }
}
