using System.Text;
using System.Text.Json;
using Skapi.Protocol.Json;
using Skapi.Protocol.MessagePack;
using Skapi.Protocol.Schemas;
using Skapi.Protocol.Tests.Samples;

namespace Skapi.Protocol.Tests;

/// <summary>Unions in which the JSON kind of the value decides (metadata.union).</summary>
public sealed class KindUnionTests
{
    [Theory]
    [InlineData("""{"id":1}""")]
    [InlineData("""{"id":"a","params":[1,"b",null]}""")]
    [InlineData("""{"id":"","params":{"a":1},"token":7}""")]
    [InlineData("""{"id":0,"tree":[true,[],"AQI=",{"x":1},[false]]}""")]
    [InlineData("""{"id":{"more":[1]},"token":true}""")]
    public void A_value_survives_both_codecs(string json)
    {
        var message = Decode(json);

        JsonCodec.EncodeToString(message).ShouldBe(json);
        var packed = MessagePackCodec.Decode<Request>(MessagePackCodec.Encode(message));
        packed.ShouldBe(message);
        JsonCodec.EncodeToString(packed).ShouldBe(json);
        JsonSerializer.Serialize(message).ShouldBe(json);
        JsonSerializer.Deserialize<Request>(json).ShouldBe(message);
    }

    [Fact]
    public void The_kind_decides_the_case()
    {
        Decode("""{"id":1}""").Id.ShouldBe(new RequestId.Number { Value = 1 });
        Decode("""{"id":"1"}""").Id.ShouldBe(new RequestId.Text { Value = "1" });
        Decode("""{"id":[1]}""").Id.ShouldBe(new RequestId.Unknown { Raw = RawJson.Parse("[1]") });
        Decode("""{"id":1,"params":{}}""").Params.ShouldBeOfType<RequestParams.Names>();
    }

    [Fact]
    public void A_value_converts_to_its_case()
    {
        RequestId id = 7;

        id.ShouldBe(new RequestId.Number { Value = 7 });
        JsonCodec.EncodeToString(new Request { Id = "a", Token = id }).ShouldBe("""{"id":"a","token":7}""");
    }

    [Theory]
    [InlineData("""{"id":1,"token":null}""")]
    [InlineData("""{"id":1,"params":null}""")]
    public void A_null_of_an_optional_member_is_absent(string json) => Decode(json).ShouldBe(new Request { Id = 1 });

    [Theory]
    [InlineData("""{"id":null}""", "/id", "Expected a value that is not null, found null.")]
    [InlineData(
        """{"id":1.5}""", "/id", "Expected an integer from -2147483648 to 2147483647, found a number with a fraction or far beyond.")]
    [InlineData("""{"id":1,"tree":[[null]]}""", "/tree/0/0", "Expected a value that is not null, found null.")]
    [InlineData("""{"id":1,"tree":{}}""", "/tree", "The required member “x” is missing.")]
    public void A_value_that_its_case_does_not_accept_is_refused(string json, string path, string message)
    {
        var error = Should.Throw<ProtocolException>(() => Decode(json)).Error;

        (error.InstancePath, error.Message).ShouldBe((path, message));
        Schema.Of<Request>().Validate(json).IsValid.ShouldBeTrue("for the standard, the schema accepts any value");
    }

    [Theory]
    [InlineData("1")]
    [InlineData("null")]
    public void An_unknown_case_with_a_known_kind_or_null_is_not_encoded(string json)
    {
        var id = new RequestId.Unknown { Raw = RawJson.Parse(json) };

        Should.Throw<ArgumentException>(() => JsonCodec.EncodeToUtf8<RequestId>(id));
        Should.Throw<ArgumentException>(() => MessagePackCodec.Encode<RequestId>(id));
    }

    [Fact]
    public void An_unknown_key_of_MessagePack_is_kept_and_cannot_be_written_as_JSON()
    {
        byte[] bytes = [0x92, 0x05, 0x91, 0xc3];

        var id = MessagePackCodec.Decode<RequestId>(bytes);

        id.ShouldBeOfType<RequestId.Unknown>().Packed.ToArray().ShouldBe(bytes);
        MessagePackCodec.Encode(id).ShouldBe(bytes);
        Should.Throw<InvalidOperationException>(() => JsonCodec.EncodeToUtf8(id));
    }

    [Fact]
    public void A_kind_that_only_the_receiver_knows_is_read_as_its_case()
    {
        byte[] bytes = [0x92, 0xa0, 0xa1, (byte)'7'];

        MessagePackCodec.Decode<RequestId>(bytes).ShouldBe(new RequestId.Number { Value = 7 });
    }

    [Theory]
    [InlineData(new byte[] { 0x07 })]
    [InlineData(new byte[] { 0x92, 0x00, 0xa1, 0x61 })]
    [InlineData(new byte[] { 0x92, 0xa1, 0x61, 0xa1, 0x37 })]
    [InlineData(new byte[] { 0x92, 0xa0, 0xa4, 0x6e, 0x75, 0x6c, 0x6c })]
    [InlineData(new byte[] { 0x93, 0x00, 0x01, 0x02 })]
    [InlineData(new byte[] { 0x92, 0x00 })]
    public void Bytes_that_are_not_a_case_are_refused(byte[] bytes) =>
        MessagePackCodec.TryDecode<RequestId>(bytes, out _, out _).ShouldBeFalse();

    [Fact]
    public void A_case_is_read_by_itself()
    {
        JsonCodec.Decode<RequestId.Text>("\"a\""u8).Value.ShouldBe("a");
        Should.Throw<ProtocolException>(() => JsonCodec.Decode<RequestId.Text>("1"u8));
        MessagePackCodec.Decode<RequestId.Text>([0x92, 0x01, 0xa1, 0x61]).Value.ShouldBe("a");
        Should.Throw<ProtocolException>(() => MessagePackCodec.Decode<RequestId.Text>([0x92, 0x00, 0x07]));
    }

    [Fact]
    public void The_text_of_a_case_has_its_value()
    {
        new RequestId.Number { Value = 7 }.ToString().ShouldBe("Number { Value = 7 }");
        new RequestId.Unknown { Raw = RawJson.Parse("[1]") }.ToString().ShouldStartWith("Unknown { Raw = [1], Packed = ");
        new KindTree.Data { Value = new byte[] { 1, 2 } }.ToString().ShouldStartWith("Data { Value = ");
    }

    private static Request Decode(string json) => JsonCodec.Decode<Request>(Encoding.UTF8.GetBytes(json));
}
