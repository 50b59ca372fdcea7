using System.Text.Json;
using Skapi.Protocol.Json;

namespace Skapi.Protocol.Tests.Values;

public sealed class RawJsonTests
{
    [Fact]
    public void The_default_value_is_null()
    {
        default(RawJson).ToString().ShouldBe("null");
        default(RawJson).Kind.ShouldBe(JsonValueKind.Null);
        default(RawJson).ShouldBe(RawJson.Parse("null"));
        default(RawJson).Utf8.ToArray().ShouldBe("null"u8.ToArray());
    }

    [Theory]
    [InlineData(" {\"a\": 1} ", "{\"a\": 1}", JsonValueKind.Object)]
    [InlineData("[1, 2]", "[1, 2]", JsonValueKind.Array)]
    [InlineData("1.50", "1.50", JsonValueKind.Number)]
    [InlineData("true", "true", JsonValueKind.True)]
    [InlineData("false", "false", JsonValueKind.False)]
    [InlineData("\"a\"", "\"a\"", JsonValueKind.String)]
    public void A_value_keeps_its_text(string json, string text, JsonValueKind kind)
    {
        RawJson.Parse(json).ToString().ShouldBe(text);
        RawJson.Parse(json).Kind.ShouldBe(kind);
    }

    [Theory]
    [InlineData("null", true)]
    [InlineData("false", true)]
    [InlineData("0", true)]
    [InlineData("-0.0e5", true)]
    [InlineData("1e-999", true)]
    [InlineData("\"\"", true)]
    [InlineData("true", false)]
    [InlineData("1", false)]
    [InlineData("\"0\"", false)]
    [InlineData("[]", false)]
    [InlineData("{}", false)]
    public void It_is_falsy_where_javascript_takes_it_for_false(string json, bool falsy) => RawJson.Parse(json).IsFalsy.ShouldBe(falsy);

    [Fact]
    public void A_text_becomes_a_string_and_back()
    {
        RawJson.FromString("a\"b").ToString().ShouldBe("\"a\\\"b\"");
        RawJson.FromString("a\"b").TryGetString(out var text).ShouldBeTrue();
        text.ShouldBe("a\"b");
        RawJson.Parse("1").TryGetString(out _).ShouldBeFalse();
        RawJson.Parse("\"\\ud800\"").TryGetString(out _).ShouldBeFalse();
    }

    [Fact]
    public void A_message_becomes_a_value() => RawJson.From(new Signal { Pickup = "u" }).ToString().ShouldBe("""{"pickup":"u"}""");

    [Fact]
    public void What_is_no_json_is_refused() => Should.Throw<ProtocolException>(() => RawJson.Parse("{,}"));

    [Fact]
    public void The_first_payload_member_that_is_not_falsy_says_what_a_frame_is_and_otherwise_the_first()
    {
        new GatewayFrame { Message = RawJson.Parse("0"), Notice = RawJson.FromString("x") }.Payload
            .ShouldBe(GatewayFrame.PayloadKind.Notice);
        new GatewayFrame { Error = RawJson.FromString("x"), Rtc = RawJson.Parse("{}") }.Payload.ShouldBe(GatewayFrame.PayloadKind.Rtc);
        new GatewayFrame { Private = RawJson.Parse("false"), Error = RawJson.Parse("null") }.Payload
            .ShouldBe(GatewayFrame.PayloadKind.Private);
        new GatewayFrame().Payload.ShouldBe(GatewayFrame.PayloadKind.None);
    }
}
