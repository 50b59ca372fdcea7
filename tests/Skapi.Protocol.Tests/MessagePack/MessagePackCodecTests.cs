using System.Buffers;
using Skapi.Protocol.MessagePack;

namespace Skapi.Protocol.Tests.MessagePack;

public sealed class MessagePackCodecTests
{
    [Fact]
    public void A_record_is_an_array_in_the_order_of_its_keys() =>
        Hex(new GroupEntry { QualifiedGroup = "s#g", NumberOfUsers = 300 }).ShouldBe("92A3732367CD012C");

    [Fact]
    public void A_union_is_an_array_of_the_key_and_the_case() =>
        Hex<ClientFrame>(new ClientFrame.JoinRoom { Group = null, Token = "t" }).ShouldBe("920092C0A174");

    [Fact]
    public void A_case_is_read_by_its_own_type()
    {
        var bytes = MessagePackCodec.Encode(new ClientFrame.KeepAlive());

        MessagePackCodec.Decode<ClientFrame.KeepAlive>(bytes).ShouldBe(new ClientFrame.KeepAlive());
        Refused<ClientFrame.JoinRoom>(Convert.ToHexString(bytes)).Code.ShouldBe(DecodeErrorCode.UnexpectedType);
    }

    [Fact]
    public void Elements_behind_the_last_known_key_are_skipped() =>
        MessagePackCodec.Decode<GroupEntry>(Convert.FromHexString("94A3732367CD012C8101029190")).NumberOfUsers.ShouldBe(300u);

    [Fact]
    public void Absent_optional_elements_are_null() =>
        MessagePackCodec.Decode<Signal>(Convert.FromHexString("91A163")).ShouldBe(new Signal { Call = "c" });

    [Fact]
    public void Absent_required_elements_are_an_error() => Refused<GroupEntry>("91A161").ShouldBe((DecodeErrorCode.MissingMember, "", 3));

    [Fact]
    public void A_wrong_element_is_refused_with_its_place() =>
        Refused<GroupsResponse>("92" + "91" + "92A161A162" + "A3656E64").ShouldBe((DecodeErrorCode.UnexpectedType, "/0/0/1", 5));

    [Fact]
    public void An_unknown_case_is_written_back_byte_for_byte()
    {
        var bytes = Convert.FromHexString("92CD03E892A16105");

        var decoded = MessagePackCodec.Decode<RtcEvent>(bytes);

        decoded.ShouldBeOfType<RtcEvent.Unknown>().Tag.ShouldBe("1000");
        MessagePackCodec.Encode(decoded).ShouldBe(bytes);
        Should.Throw<InvalidOperationException>(() => Skapi.Protocol.Json.JsonCodec.EncodeToUtf8(decoded));
    }

    [Fact]
    public void An_unknown_case_of_json_goes_through_messagepack()
    {
        var decoded = Skapi.Protocol.Json.JsonCodec.Decode<RtcEvent>("""{"type":"later","x":1}""");

        MessagePackCodec.Decode<RtcEvent>(MessagePackCodec.Encode(decoded)).ShouldBe(decoded);
    }

    [Fact]
    public void Encoding_allocates_nothing()
    {
        RtcEvent message = new RtcEvent.IceCandidateEnd { Target = new() { Cid = "cid:1" }, Timestamp = DateTimeOffset.UnixEpoch };
        var output = new ArrayBufferWriter<byte>(4096);
        MessagePackCodec.Encode(message, output);
        output.ResetWrittenCount();

        var before = GC.GetAllocatedBytesForCurrentThread();
        MessagePackCodec.Encode(message, output);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    private static string Hex<T>(T message)
        where T : IMessagePackMessage<T> => Convert.ToHexString(MessagePackCodec.Encode(message));

    private static (DecodeErrorCode Code, string Path, int Offset) Refused<T>(string hex)
        where T : IMessagePackMessage<T>
    {
        MessagePackCodec.TryDecode<T>(Convert.FromHexString(hex), out _, out var error).ShouldBeFalse();
        return (error!.Code, error.InstancePath, error.ByteOffset);
    }
}
