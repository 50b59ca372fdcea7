using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Skapi.Realtime.Gateway.Tests.Infrastructure;

namespace Skapi.Realtime.Gateway.Tests.Hosting;

public class BadFrameTests
{
    [Theory]
    [InlineData("", "byte 0")]
    [InlineData("{", "byte 1")]
    [InlineData("[]", "")]
    [InlineData("null", "")]
    [InlineData("{}", "action")]
    [InlineData("""{"action":1}""", "/action")]
    [InlineData("""{"action":"dance"}""", "dance")]
    [InlineData("""{"action":"joinRoom","token":"TOKEN"}""", "rid")]
    [InlineData("""{"action":"joinRoom","rid":7,"token":"TOKEN"}""", "/rid")]
    [InlineData("""{"action":"joinRoom","rid":"","token":"TOKEN"}""", "group")]
    [InlineData("""{"action":"joinRoom","rid":"G1"}""", "token")]
    [InlineData("""{"action":"rtc","uid":"no prefix","content":{},"token":"TOKEN"}""", "recipient")]
    [InlineData("""{"action":"rtc","uid":"cid:x","token":"TOKEN"}""", "content")]
    [InlineData("""{"action":"rtc","uid":"cid:x","content":{"\ud800":1},"token":"TOKEN"}""", "surrogate")]
    [InlineData("""{"action":"keepAlive"} {}""", "byte")]
    [InlineData("""{"action":"sendMessage","uid":"a","content":1,"notification":"{}","token":"TOKEN"}""", "notification")]
    public async Task A_malformed_frame_is_answered_by_what_is_wrong_with_it_and_the_connection_stays(string frame, string named)
    {
        await using var host = await GatewayHost.StartAsync();
        await using var alice = await host.ConnectAsync("alice");

        await alice.SendTextAsync(frame.Replace("TOKEN", alice.AccessToken, StringComparison.Ordinal));

        var error = await alice.ReceiveAsync();
        error.Text("#code").ShouldBe("INVALID_PARAMETER");
        error.Text("#error").ShouldNotBeNull().ShouldContain(named);
        await alice.ExpectNothingAsync();
    }

    [Theory]
    [InlineData("""{"\\ud800":1}""")]
    [InlineData("""{"title":"\\ud800","body":""}""")]
    [InlineData("""{"title":{"\\udfff":1},"body":""}""")]
    [InlineData("\\ud800")]
    [InlineData("\"\\ud800\"")]
    public async Task A_notification_with_half_a_surrogate_pair_is_an_error_and_the_connection_stays(string notification)
    {
        await using var host = await GatewayHost.StartAsync();
        await using var alice = await host.ConnectAsync("alice");
        await alice.EnterAsync("G1");

        foreach (var (action, target) in ((string, string)[])[("broadcast", "\"rid\":\"G1\""), ("sendMessage", "\"uid\":\"alice\"")])
        {
            var text = JsonSerializer.Serialize(notification.Replace("\\\\", "\\", StringComparison.Ordinal));
            await alice.SendTextAsync(
                $$"""{"action":"{{action}}",{{target}},"content":1,"notification":{{text}},"token":"{{alice.PostToken}}"}""");
            (await alice.ReceiveAsync()).Text("#code").ShouldBe("INVALID_PARAMETER");
        }

        await alice.ExpectNothingAsync();
    }

    [Theory]
    [InlineData("""{"sdpoffer":"\ud800"}""")]
    [InlineData("""{"\u0073dpoffer":{}}""")]
    public async Task A_signal_may_have_escapes_and_half_a_surrogate_pair_in_its_values(string content)
    {
        await using var host = await GatewayHost.StartAsync();
        await using var alice = await host.ConnectAsync("alice");

        await alice.SendTextAsync($$"""{"action":"rtc","uid":"cid:nobody","content":{{content}},"token":"{{alice.AccessToken}}"}""");

        (await alice.ReceiveAsync()).Text("#code").ShouldBe("NOT_EXISTS");
        await alice.ExpectNothingAsync();
    }

    [Fact]
    public async Task JSON_deeper_than_the_limit_is_an_error_and_the_connection_stays()
    {
        await using var host = await GatewayHost.StartAsync();
        await using var alice = await host.ConnectAsync("alice");
        var deep = new string('[', 10_000) + new string(']', 10_000);

        await alice.SendTextAsync($$"""{"action":"rtc","uid":"cid:{{alice.Cid}}","content":{{deep}},"token":"{{alice.AccessToken}}"}""");

        (await alice.ReceiveAsync()).Text("#code").ShouldBe("INVALID_PARAMETER");
        await alice.ExpectNothingAsync();
    }

    [Fact]
    public async Task A_binary_frame_is_an_error_and_the_connection_stays()
    {
        await using var host = await GatewayHost.StartAsync();
        await using var alice = await host.ConnectAsync("alice");

        await alice.SendAsync([1, 2, 3], WebSocketMessageType.Binary);

        (await alice.ReceiveAsync()).Text("#code").ShouldBe("INVALID_REQUEST");
        await alice.ExpectNothingAsync();
    }

    [Fact]
    public async Task A_post_to_a_group_that_is_not_joined_is_an_error()
    {
        await using var host = await GatewayHost.StartAsync();
        await using var alice = await host.ConnectAsync("alice");
        await using var bob = await host.ConnectAsync("bob");
        await alice.EnterAsync("G1");
        await bob.EnterAsync("G2");

        await bob.BroadcastAsync("G1", "hello");

        var error = await bob.ReceiveAsync();
        error.Text("#code").ShouldBe("INVALID_REQUEST");
        error.Text("#error").ShouldNotBeNull().ShouldContain("G1");
        await alice.ExpectNothingAsync();
    }

    [Fact]
    public async Task A_post_to_a_user_who_is_not_connected_is_an_error_that_names_the_user()
    {
        await using var host = await GatewayHost.StartAsync();
        await using var alice = await host.ConnectAsync("alice");

        await alice.SendToUserAsync("bob", "hello");

        var error = await alice.ReceiveAsync();
        error.Text("#code").ShouldBe("NOT_EXISTS");
        error.Text("#user_id").ShouldBe("bob");
    }

    [Fact]
    public async Task A_group_name_over_the_limit_is_an_error()
    {
        await using var host = await GatewayHost.StartAsync(options => options.MaxGroupNameLength = 8);
        await using var alice = await host.ConnectAsync("alice");

        await alice.JoinAsync("123456789");

        var error = await alice.ReceiveAsync();
        error.Text("#code").ShouldBe("INVALID_PARAMETER");
        error.Text("#error").ShouldNotBeNull().ShouldContain("8");
        error.Text("#srid").ShouldBe("123456789");
        await alice.EnterAsync("12345678");
    }

    [Fact]
    public async Task A_frame_of_the_size_limit_passes()
    {
        await using var host = await GatewayHost.StartAsync();
        await using var alice = await host.ConnectAsync("alice");
        var frame = Padded(alice, 128 * 1024);

        await alice.SendAsync(frame, WebSocketMessageType.Text);

        (await alice.ReceiveAsync())["#rtc"].ShouldNotBeNull();
    }

    [Theory]
    [InlineData((128 * 1024) + 1)]
    [InlineData(4 * 1024 * 1024)]
    public async Task A_frame_over_the_size_limit_closes_with_1009(int bytes)
    {
        await using var host = await GatewayHost.StartAsync();
        await using var alice = await host.ConnectAsync("alice");
        await using var bob = await host.ConnectAsync("bob");
        await alice.EnterAsync("G1");
        await bob.EnterAsync("G1");
        await alice.ReceiveAsync();

        await bob.SendAsync(Padded(bob, bytes), WebSocketMessageType.Text);

        (await bob.ReadToCloseAsync()).Status.ShouldBe(WebSocketCloseStatus.MessageTooBig);
        (await alice.ReceiveAsync()).Text("#code").ShouldBe("USER_DISCONNECTED");
    }

    [Fact]
    public async Task Fragments_count_together()
    {
        await using var host = await GatewayHost.StartAsync(options => options.MaxFrameBytes = 1000);
        await using var alice = await host.ConnectAsync("alice");

        for (var i = 0; i < 3; i++)
            await alice.Socket.SendAsync(new byte[400], WebSocketMessageType.Binary, endOfMessage: false, CancellationToken.None);

        (await alice.ReadToCloseAsync()).Status.ShouldBe(WebSocketCloseStatus.MessageTooBig);
    }

    [Fact]
    public async Task A_frame_in_fragments_is_one_frame()
    {
        await using var host = await GatewayHost.StartAsync();
        await using var alice = await host.ConnectAsync("alice");
        var frame = Padded(alice, 20_000);

        foreach (var part in frame.Chunk(777))
            await alice.Socket.SendAsync(part, WebSocketMessageType.Text, endOfMessage: false, CancellationToken.None);
        await alice.Socket.SendAsync(Array.Empty<byte>(), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

        (await alice.ReceiveAsync())["#rtc"].ShouldNotBeNull();
    }

    [Fact]
    public async Task A_text_that_is_not_UTF_8_closes_with_1007()
    {
        await using var host = await GatewayHost.StartAsync();
        await using var alice = await host.ConnectAsync("alice");

        await alice.SendAsync([0x22, 0xC3, 0x28, 0x22], WebSocketMessageType.Text);

        (await alice.ReadToCloseAsync()).Status.ShouldBe(WebSocketCloseStatus.InvalidPayloadData);
    }

    [Fact]
    public async Task A_keep_alive_has_no_answer()
    {
        await using var host = await GatewayHost.StartAsync();
        await using var alice = await host.ConnectAsync("alice");

        await alice.SendTextAsync("""{"action":"keepAlive"}""");

        await alice.ExpectNothingAsync();
    }

    private static byte[] Padded(RealtimeClient client, int bytes)
    {
        var head = $$"""{"action":"rtc","uid":"cid:{{client.Cid}}","token":"{{client.AccessToken}}","content":{"x":""" + '"';
        const string Tail = "\"}}";
        return Encoding.UTF8.GetBytes(head + new string('x', bytes - head.Length - Tail.Length) + Tail);
    }
}
