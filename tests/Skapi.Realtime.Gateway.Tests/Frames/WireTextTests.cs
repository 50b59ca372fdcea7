using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Skapi.Protocol;
using Skapi.Protocol.Json;
using Skapi.Realtime.Gateway.Connections;
using Skapi.Realtime.Gateway.Frames;
using Skapi.Realtime.Gateway.Tests.Infrastructure;
using Skapi.Realtime.Gateway.Tests.Relay;
using Skapi.Realtime.Gateway.Wire;

namespace Skapi.Realtime.Gateway.Tests.Frames;

public class WireTextTests
{
    private readonly Connection _sender = RelayFixture.Create("the-cid", "100%22alice");

    [Property(Arbitrary = [typeof(JsonTexts)])]
    public void Whatever_is_posted_the_client_sees_it_and_who_sent_it(string content)
    {
        var post = $$"""{"action":"broadcast","rid":"G1","content":{{content}},"token":"t"}""";
        var frame = (ClientFrame.Broadcast)JsonCodec.Decode<ClientFrame>(post);

        var seen = JavaScript.ReadFrame(TextOf(GatewayFrames.Message(_sender, frame.Content)));

        JsonNode.DeepEquals(seen["#message"], JsonNode.Parse(content)).ShouldBeTrue();
        seen.Select(member => member.Key).ShouldBe(["#message", "#user_id", "#scid"], ignoreOrder: true);
        seen.Text("#user_id").ShouldBe("100%22alice");
        seen.Text("#scid").ShouldBe("the-cid");
    }

    [Theory]
    [InlineData("\"\\ud800\"")]
    [InlineData("1e400")]
    [InlineData("12345678901234567890.12345678901234567890")]
    [InlineData("{\"a\":  1 ,\t\"b\" : [ ] }")]
    [InlineData("{\"__proto__\":{\"x\":1}}")]
    public void A_payload_passes_through_byte_for_byte(string content)
    {
        var frame = (ClientFrame.Rtc)JsonCodec.Decode<ClientFrame>(
            $$"""{"action":"rtc","uid":"cid:x","content":{{content}},"token":"t"}""");

        TextOf(GatewayFrames.Rtc(_sender, frame.Content)).ShouldContain($"\"#rtc\":{content}");
    }

    private static string TextOf(GatewayFrame frame) =>
        Encoding.UTF8.GetString(WebSocketFrame.TextOf(GatewayFrames.ToWire(frame)).Span);

    private static class JsonTexts
    {
        public static Arbitrary<string> Text() => JsonGen.Text.ToArbitrary();
    }
}
