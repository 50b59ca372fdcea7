using System.Buffers;
using System.Text;
using Skapi.Protocol.Json;

namespace Skapi.Protocol.Tests.Json;

public sealed class JsonCodecTests
{
    private static readonly RtcEvent.DataChannelMessage Message = new()
    {
        Target = new() { Cid = "cid:1", Label = "chat" },
        ElapsedMilliseconds = 12.5,
        Data = "Grüße 😀 \"\\\n\u0001",
        LastEventId = "",
        Origin = "",
        ReadyState = DataChannelState.Open,
        BufferedAmount = 4_294_967_295,
        Binary = new byte[] { 1, 2, 255 },
    };

    [Fact]
    public void A_message_is_written_in_the_order_of_its_schema() => JsonCodec.EncodeToString<RtcEvent>(Message).ShouldBe(
        """{"type":"message","target":{"cid":"cid:1","label":"chat"},"timeStamp":12.5"""
        + ""","data":"Grüße 😀 \"\\\n\u0001","lastEventId":"","origin":"","readyState":"open","bufferedAmount":4294967295"""
        + ""","binary":"AQL/"}""");

    [Fact]
    public void A_message_reads_back_as_it_was() =>
        JsonCodec.Decode<RtcEvent>(JsonCodec.EncodeToUtf8<RtcEvent>(Message)).ShouldBe(Message);

    [Fact]
    public void Bytes_that_are_null_are_not_empty()
    {
        var json = JsonCodec.EncodeToString(Message).Replace("\"AQL/\"", "null", StringComparison.Ordinal);

        JsonCodec.Decode<RtcEvent.DataChannelMessage>(json).Binary.ShouldBeNull();
    }

    [Fact]
    public void A_case_is_read_by_its_own_type() =>
        JsonCodec.Decode<RtcEvent.DataChannelMessage>(JsonCodec.EncodeToUtf8(Message)).ShouldBe(Message);

    [Fact]
    public void Another_case_is_refused() =>
        Refused<RtcEvent.Track>(JsonCodec.EncodeToString(Message)).ShouldBe((DecodeErrorCode.UnexpectedType, "", 0));

    [Fact]
    public void The_tag_may_stand_anywhere() =>
        JsonCodec.Decode<ClientFrame>(
            """{"token":"t","rid":null,"action":"joinRoom"}""").ShouldBe(new ClientFrame.JoinRoom { Group = null, Token = "t" });

    [Fact]
    public void Names_and_tags_may_be_escaped() =>
        JsonCodec.Decode<ClientFrame>("""{"\u0061ction":"keep\u0041live"}""").ShouldBe(new ClientFrame.KeepAlive());

    [Fact]
    public void Unknown_members_are_skipped() =>
        JsonCodec.Decode<ClientFrame>("""{"new":[{"a":[]}],"action":"keepAlive","x":{"y":1e5}}""").ShouldBe(new ClientFrame.KeepAlive());

    [Fact]
    public void An_unknown_case_is_written_back_byte_for_byte()
    {
        const string Json = """{ "type" : "later", "x": [1.50, "\u00e9"] }""";

        var decoded = JsonCodec.Decode<RtcEvent>(Json);

        decoded.ShouldBeOfType<RtcEvent.Unknown>().Tag.ShouldBe("later");
        decoded.Type.ShouldBe("later");
        JsonCodec.EncodeToString(decoded).ShouldBe(Json);
    }

    [Fact]
    public void An_unknown_enum_value_is_kept()
    {
        var description = JsonCodec.Decode<SessionDescription>("""{"type":"counteroffer","sdp":""}""");

        description.Type.Known.ShouldBe(SdpType.Values.Unknown);
        description.Type.Value.ShouldBe("counteroffer");
        JsonCodec.EncodeToString(description).ShouldBe("""{"type":"counteroffer","sdp":""}""");
    }

    [Fact]
    public void Optional_members_that_are_null_are_left_out()
    {
        JsonCodec.EncodeToString(new Signal()).ShouldBe("{}");
        JsonCodec.EncodeToString(
            new Signal { HungUp = "u", Reason = CallEndReason.Rejected }).ShouldBe("""{"hungup":"u","reason":"rejected"}""");
    }

    [Fact]
    public void A_required_member_that_is_null_is_written() =>
        JsonCodec.EncodeToString<ClientFrame>(
            new ClientFrame.JoinRoom { Group = null, Token = "t" }).ShouldBe("""{"action":"joinRoom","rid":null,"token":"t"}""");

    [Theory]
    [InlineData("", DecodeErrorCode.Malformed, "", 0)]
    [InlineData("{", DecodeErrorCode.Malformed, "", 1)]
    [InlineData("""{"sdp":"x" "type":"offer"}""", DecodeErrorCode.Malformed, "/sdp", 11)]
    [InlineData("""{"sdp":"x",}""", DecodeErrorCode.Malformed, "", 11)]
    [InlineData("""{"sdp":tru}""", DecodeErrorCode.UnexpectedType, "/sdp", 7)]
    [InlineData("""{"sdp":"\x"}""", DecodeErrorCode.Malformed, "/sdp", 8)]
    [InlineData("""{"a/b~":01}""", DecodeErrorCode.Malformed, "/a~1b~0", 8)]
    [InlineData("""{"sdp":"\ud83d"}""", DecodeErrorCode.InvalidUtf8, "/sdp", 15)]
    [InlineData("[]", DecodeErrorCode.UnexpectedType, "", 0)]
    [InlineData("""{"sdp":7}""", DecodeErrorCode.UnexpectedType, "/sdp", 7)]
    [InlineData("""{"sdp":null}""", DecodeErrorCode.UnexpectedType, "/sdp", 7)]
    [InlineData("""{"sdp":"a"}""", DecodeErrorCode.MissingMember, "", 10)]
    [InlineData("""{"sdp":"a","sdp":"b","type":"offer"}""", DecodeErrorCode.DuplicateMember, "/sdp", 17)]
    [InlineData("""{"sdp":"a","type":"offer"} 1""", DecodeErrorCode.TrailingData, "", 27)]
    public void Bad_json_is_refused_with_its_place(string json, DecodeErrorCode code, string path, int offset) =>
        Refused<SessionDescription>(json).ShouldBe((code, path, offset));

    [Theory]
    [InlineData(@"\ud83d-uZZZZ")]
    [InlineData(@"\ud83dxude00")]
    [InlineData(@"\ud83dude00")]
    [InlineData(@"\ud83d\nude00")]
    [InlineData(@"\ud83d\\ude00")]
    [InlineData(@"\ud83d\ud83d")]
    [InlineData(@"\ud83d\u0041")]
    [InlineData(@"\ud83d😀")]
    [InlineData(@"\ud83d")]
    [InlineData(@"\ude00")]
    [InlineData(@"\ude00\ud83d")]
    public void Half_a_surrogate_pair_is_refused_whatever_follows(string half)
    {
        CodeOf($$"""{"sdp":"{{half}}","type":"offer"}""").ShouldBe(DecodeErrorCode.InvalidUtf8);
        CodeOf($$"""{"{{half}}":1,"sdp":"","type":"offer"}""").ShouldBe(DecodeErrorCode.InvalidUtf8);
        CodeOf($$"""{"sdp":"","type":"{{half}}"}""").ShouldBe(DecodeErrorCode.InvalidUtf8);

        static DecodeErrorCode CodeOf(string json) => Refused<SessionDescription>(json).Code;
    }

    [Theory]
    [InlineData(@"\ud83d\ude00", "😀")]
    [InlineData(@"\uD83D\uDE00\n", "😀\n")]
    [InlineData(@"\\ud83d", @"\ud83d")]
    public void Escapes_are_read_as_what_they_stand_for(string escaped, string text) =>
        JsonCodec.Decode<SessionDescription>($$"""{"sdp":"{{escaped}}","type":"offer"}""").Sdp.ShouldBe(text);

    [Fact]
    public void Bytes_that_are_not_utf8_are_refused()
    {
        byte[] json = [.. "{\"sdp\":\""u8, 0xC3, 0x28, .. "\"}"u8];

        JsonCodec.TryDecode<SessionDescription>(json, out _, out var error).ShouldBeFalse();

        error!.Code.ShouldBe(DecodeErrorCode.InvalidUtf8);
        error.ByteOffset.ShouldBe(8);
    }

    [Fact]
    public void A_missing_tag_is_refused() => Refused<RtcEvent>("""{"a":1}""").ShouldBe((DecodeErrorCode.MissingMember, "", 6));

    [Fact]
    public void A_repeated_tag_is_refused() =>
        Refused<ClientFrame>("""{"action":"keepAlive","action":"keepAlive"}""").ShouldBe((DecodeErrorCode.DuplicateMember, "/action", 31));

    [Fact]
    public void Nesting_beyond_the_limit_is_refused()
    {
        var fits = $$"""{"x":{{new string('[', 63)}}{{new string(']', 63)}}}""";
        var tooDeep = $$"""{"x":{{new string('[', 64)}}{{new string(']', 64)}}}""";

        JsonCodec.TryDecode<Signal>(Encoding.UTF8.GetBytes(fits), out _, out _).ShouldBeTrue();
        Refused<Signal>(tooDeep).Code.ShouldBe(DecodeErrorCode.TooDeep);
    }

    [Fact]
    public void Decode_throws_what_TryDecode_answers()
    {
        var exception = Should.Throw<ProtocolException>(() => JsonCodec.Decode<SessionDescription>("""{"sdp":7}"""));

        exception.Error.InstancePath.ShouldBe("/sdp");
        exception.Message.ShouldBe("Expected a string, found a number. (at “/sdp”, byte 7)");
    }

    [Fact]
    public void Encoding_allocates_nothing()
    {
        RtcEvent message = Message with { Binary = null };
        var output = new ArrayBufferWriter<byte>(4096);
        JsonCodec.Encode(message, output);
        output.ResetWrittenCount();

        var before = GC.GetAllocatedBytesForCurrentThread();
        JsonCodec.Encode(message, output);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        allocated.ShouldBe(0);
        output.WrittenCount.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void A_number_that_json_cannot_say_is_refused() => Should.Throw<ArgumentException>(
        () => JsonCodec.EncodeToUtf8<RtcEvent>(Message with { ElapsedMilliseconds = double.NaN })).Message.ShouldContain("NaN");

    private static (DecodeErrorCode Code, string Path, int Offset) Refused<T>(string json)
        where T : IJsonMessage<T>
    {
        JsonCodec.TryDecode<T>(Encoding.UTF8.GetBytes(json), out _, out var error).ShouldBeFalse();
        return (error!.Code, error.InstancePath, error.ByteOffset);
    }
}
