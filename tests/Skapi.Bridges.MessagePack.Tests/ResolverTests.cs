using MessagePack;
using MessagePack.Resolvers;
using Skapi.Protocol;
using Skapi.Protocol.MessagePack;

namespace Skapi.Bridges.MessagePack.Tests;

public sealed class ResolverTests
{
    private static readonly MessagePackSerializerOptions Options =
        MessagePackSerializerOptions.Standard.WithResolver(CompositeResolver.Create(ProtocolResolver.Instance, StandardResolver.Instance));

    public static TheoryData<RtcEvent> Events =>
    [
        Examples.Message,
        Examples.Message with { Data = null, Binary = new byte[] { 1, 2, 3 } },
        Examples.Candidate,
        Examples.Candidate with { SdpMid = null, SdpMLineIndex = null, Protocol = null },
        new RtcEvent.IceCandidateEnd { Target = new() { Cid = "cid:b" }, Timestamp = DateTimeOffset.UnixEpoch },
    ];

    [Theory]
    [MemberData(nameof(Events))]
    public void The_package_writes_the_bytes_of_our_codec_and_reads_them(RtcEvent message)
    {
        var bytes = MessagePackSerializer.Serialize(message, Options);

        bytes.ShouldBe(MessagePackCodec.Encode(message));
        MessagePackSerializer.Deserialize<RtcEvent>(bytes, Options).ShouldBe(message);
    }

    [Fact]
    public void The_bytes_are_those_of_classes_written_by_hand()
    {
        MessagePackSerializer.Serialize<HandWrittenEvent>(Examples.HandWrittenMessage).ShouldBe(
            MessagePackCodec.Encode<RtcEvent>(Examples.Message));
        MessagePackSerializer.Serialize<HandWrittenEvent>(Examples.HandWrittenCandidate).ShouldBe(
            MessagePackCodec.Encode<RtcEvent>(Examples.Candidate));
    }

    [Fact]
    public void Classes_written_by_hand_read_what_our_codec_wrote()
    {
        var message = MessagePackSerializer.Deserialize<HandWrittenEvent>(
            MessagePackCodec.Encode<RtcEvent>(Examples.Message)).ShouldBeOfType<HandWrittenMessage>();
        message.Data.ShouldBe(Examples.Message.Data);
        message.BufferedAmount.ShouldBe(70000u);

        var candidate = MessagePackSerializer.Deserialize<HandWrittenEvent>(
            MessagePackCodec.Encode<RtcEvent>(Examples.Candidate)).ShouldBeOfType<HandWrittenCandidate>();
        candidate.Timestamp.ShouldBe(Examples.HandWrittenCandidate.Timestamp);
        candidate.ConnectionState.ShouldBe("checking");
    }

    [Fact]
    public void Our_codec_reads_what_classes_written_by_hand_wrote() =>
        MessagePackCodec.Decode<RtcEvent>(
            MessagePackSerializer.Serialize<HandWrittenEvent>(Examples.HandWrittenCandidate)).ShouldBe(Examples.Candidate);

    [Fact]
    public void A_message_may_stand_in_a_class_of_the_apps()
    {
        var bytes = MessagePackSerializer.Serialize(new Envelope { Number = 7, Event = Examples.Candidate }, Options);

        var read = MessagePackSerializer.Deserialize<Envelope>(bytes, Options);
        read.Number.ShouldBe(7);
        read.Event.ShouldBe(Examples.Candidate);
        read.Nothing.ShouldBeNull();
    }

    [Fact]
    public void A_case_and_an_enum_have_formatters_of_their_own()
    {
        MessagePackSerializer.Deserialize<RtcEvent.DataChannelMessage>(
            MessagePackSerializer.Serialize(Examples.Message, Options), Options).ShouldBe(Examples.Message);
        MessagePackSerializer.Deserialize<SdpType>(
            MessagePackSerializer.Serialize(SdpType.Offer, Options), Options).ShouldBe(SdpType.Offer);
    }

    [Fact]
    public void Bytes_that_are_no_message_are_an_error_of_the_package() =>
        Should.Throw<MessagePackSerializationException>(
            () => MessagePackSerializer.Deserialize<RtcEvent>(new byte[] { 0x92, 6, 0x90 }, Options))
            .InnerException.ShouldBeOfType<ProtocolException>();

    [Fact]
    public void A_type_that_is_no_message_has_no_formatter() => ProtocolResolver.Instance.GetFormatter<Uri>().ShouldBeNull();

    [MessagePackObject]
    public sealed class Envelope
    {
        [Key(0)]
        public int Number { get; set; }

        [Key(1)]
        public RtcEvent? Event { get; set; }

        [Key(2)]
        public RtcEvent? Nothing { get; set; }
    }
}
