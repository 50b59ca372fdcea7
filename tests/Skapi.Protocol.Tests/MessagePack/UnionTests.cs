using System.Text;
using Skapi.Protocol.Json;
using Skapi.Protocol.MessagePack;
using Skapi.Protocol.Tests.Samples;

namespace Skapi.Protocol.Tests.MessagePack;

/// <summary>A case that whoever wrote it did not know: the tag and the JSON text in place of the key and the case.</summary>
public sealed class UnionTests
{
    [Fact]
    public void An_unknown_tag_is_kept_with_its_text()
    {
        const string Json = """{ "x": [ 1, 2, 3 ], "kind": "new" }""";

        var shape = MessagePackCodec.Decode<Shape>(Tagged("new", Json)).ShouldBeOfType<Shape.Unknown>();

        shape.Tag.ShouldBe("new");
        shape.Raw.ToString().ShouldBe(Json);
        MessagePackCodec.Encode<Shape>(shape).ShouldBe(Tagged("new", Json));
        JsonCodec.EncodeToString<Shape>(shape).ShouldBe(Json);
    }

    [Theory]
    [InlineData("5", DecodeErrorCode.UnexpectedType)]
    [InlineData("null", DecodeErrorCode.UnexpectedType)]
    [InlineData("[]", DecodeErrorCode.UnexpectedType)]
    [InlineData("{}", DecodeErrorCode.MissingMember)]
    [InlineData("""{"kind":"other"}""", DecodeErrorCode.UnexpectedType)]
    [InlineData("""{"kind":"circle","r":1}""", DecodeErrorCode.UnexpectedType)]
    [InlineData("""{"kind":1}""", DecodeErrorCode.UnexpectedType)]
    [InlineData("", DecodeErrorCode.InvalidText)]
    [InlineData("""{"kind":"new" """, DecodeErrorCode.InvalidText)]
    [InlineData("""{"kind":"new"} 1""", DecodeErrorCode.InvalidText)]
    public void A_text_that_is_no_object_with_the_tag_is_refused(string json, DecodeErrorCode code)
    {
        MessagePackCodec.TryDecode<Shape>(Tagged("new", json), out _, out var error).ShouldBeFalse();

        error!.Code.ShouldBe(code, error.Message);
        error.InstancePath.ShouldBe("/1");
    }

    [Fact]
    public void A_text_that_is_no_string_is_refused()
    {
        MessagePackCodec.TryDecode<Shape>([0x92, 0xa1, (byte)'x', 5], out _, out var error).ShouldBeFalse();

        error!.Code.ShouldBe(DecodeErrorCode.UnexpectedType);
    }

    [Fact]
    public void A_tag_that_is_known_here_is_read_as_its_case()
    {
        var circle = new Shape.Circle { R = 2 };
        var bytes = Tagged("circle", """{"r":2,"kind":"circle"}""");

        MessagePackCodec.Decode<Shape>(bytes).ShouldBe(circle);
        MessagePackCodec.Decode<Shape.Circle>(bytes).ShouldBe(circle);
        MessagePackCodec.Encode(MessagePackCodec.Decode<Shape>(bytes)).ShouldBe(MessagePackCodec.Encode<Shape>(circle));
    }

    [Fact]
    public void A_known_case_in_json_is_as_strict_as_any_other()
    {
        MessagePackCodec.TryDecode<Shape>(Tagged("circle", """{"kind":"circle"}"""), out _, out var error).ShouldBeFalse();

        error!.Code.ShouldBe(DecodeErrorCode.MissingMember);
        error.Message.ShouldContain("“r”");
    }

    [Theory]
    [InlineData("5")]
    [InlineData("{}")]
    [InlineData("""{"kind":"other"}""")]
    public void An_unknown_case_that_nobody_could_read_is_not_encoded(string raw)
    {
        Shape shape = new Shape.Unknown { Tag = "new", Raw = RawJson.Parse(raw) };

        Should.Throw<ArgumentException>(() => JsonCodec.EncodeToUtf8(shape)).Message.ShouldContain("“new”");
        Should.Throw<ArgumentException>(() => MessagePackCodec.Encode(shape)).Message.ShouldContain("“new”");
    }

    [Theory]
    [InlineData("05")]
    [InlineData("92A16105")]
    [InlineData("920905C0")]
    [InlineData("9209")]
    public void Bytes_that_are_no_unknown_case_are_not_encoded(string packed)
    {
        Shape shape = new Shape.Unknown { Tag = "9", Raw = default, Packed = Convert.FromHexString(packed) };

        Should.Throw<ArgumentException>(() => MessagePackCodec.Encode(shape));
    }

    [Fact]
    public void An_unknown_case_with_a_known_tag_is_not_encoded()
    {
        Shape shape = new Shape.Unknown { Tag = "circle", Raw = RawJson.Parse("""{"kind":"circle"}""") };

        Should.Throw<ArgumentException>(() => JsonCodec.EncodeToUtf8(shape)).Message.ShouldContain("“circle”");
        Should.Throw<ArgumentException>(() => MessagePackCodec.Encode(shape)).Message.ShouldContain("“circle”");
    }

    [Fact]
    public void An_unknown_case_with_a_known_key_is_not_encoded()
    {
        Shape shape = new Shape.Unknown { Tag = "1", Raw = default, Packed = Convert.FromHexString("920190") };

        Should.Throw<ArgumentException>(() => MessagePackCodec.Encode(shape)).Message.ShouldContain("“1”");
    }

    private static byte[] Tagged(string tag, string json)
    {
        var (name, text) = (Encoding.UTF8.GetBytes(tag), Encoding.UTF8.GetBytes(json));
        return [0x92, (byte)(0xa0 | name.Length), .. name, 0xd9, (byte)text.Length, .. text];
    }
}
