using Skapi.Realtime.Gateway.Tests.Infrastructure;

namespace Skapi.Realtime.Gateway.Tests.Hosting;

public class SignallingTests
{
    private static readonly object Offer = new { sdpoffer = new { type = "offer", sdp = "v=0\r\n" } };

    [Fact]
    public async Task A_signal_reaches_one_connection_as_it_was_sent()
    {
        await using var host = await GatewayHost.StartAsync();
        await using var alice = await host.ConnectAsync("alice");
        await using var desk = await host.ConnectAsync("bob");
        await using var phone = await host.ConnectAsync("bob");

        await alice.SignalAsync(desk.Cid, new { sdpoffer = new { type = "offer", sdp = "v=0\r\n" }, call = "c1", extra = 1.0 });

        var frame = await desk.ReceiveAsync();
        frame["#rtc"]!.ToJsonString().ShouldBe("""{"sdpoffer":{"type":"offer","sdp":"v=0\r\n"},"call":"c1","extra":1}""");
        frame.Text("#user_id").ShouldBe("alice");
        frame.Text("#scid").ShouldBe(alice.Cid);
        await phone.ExpectNothingAsync();
        await alice.ExpectNothingAsync();
    }

    [Fact]
    public async Task An_unknown_cid_is_answered_to_the_offer_alone()
    {
        await using var host = await GatewayHost.StartAsync();
        await using var alice = await host.ConnectAsync("alice");

        await alice.SignalAsync("nobody", Offer);
        for (var i = 0; i < 5; i++)
            await alice.SignalAsync("nobody", new { candidate = new { candidate = $"candidate:{i}" } });
        await alice.SignalAsync("nobody", new { hungup = "alice" });

        var error = await alice.ReceiveAsync();
        error.Text("#code").ShouldBe("NOT_EXISTS");
        error.Text("#scid").ShouldBe("nobody");
        error.Text("#error").ShouldNotBeNull().ShouldContain("nobody");
        await alice.ExpectNothingAsync();
    }

    [Fact]
    public async Task A_cid_that_has_gone_is_unknown()
    {
        await using var host = await GatewayHost.StartAsync();
        await using var alice = await host.ConnectAsync("alice");
        await using var bob = await host.ConnectAsync("bob");
        await alice.EnterAsync("G1");
        await bob.EnterAsync("G1");
        await alice.ReceiveAsync();
        await bob.CloseAsync();
        (await alice.ReceiveAsync()).Text("#code").ShouldBe("USER_DISCONNECTED");

        await alice.SignalAsync(bob.Cid, Offer);

        (await alice.ReceiveAsync()).Text("#scid").ShouldBe(bob.Cid);
    }

    [Fact]
    public async Task A_frame_cannot_say_who_sent_it()
    {
        await using var host = await GatewayHost.StartAsync();
        await using var alice = await host.ConnectAsync("alice");
        await using var bob = await host.ConnectAsync("bob");

        await alice.SendTextAsync(
            $$"""
            {"action":"rtc","uid":"cid:{{bob.Cid}}","content":{"pickup":"alice"},"token":"{{alice.AccessToken}}",
            "#user_id":"carol","#scid":"forged","user_id":"carol"}
            """);

        var frame = await bob.ReceiveAsync();
        frame.Text("#user_id").ShouldBe("alice");
        frame.Text("#scid").ShouldBe(alice.Cid);
    }

    [Theory]
    [InlineData("%22,%22#user_id%22:%22FORGED")]
    [InlineData("100%")]
    [InlineData("%")]
    [InlineData("%25%32%35")]
    [InlineData("\",\"#user_id\":\"FORGED")]
    [InlineData("%E0%A4%A")]
    public async Task A_text_cannot_forge_a_member_or_lose_a_frame(string text)
    {
        await using var host = await GatewayHost.StartAsync();
        await using var alice = await host.ConnectAsync("alice");
        await using var bob = await host.ConnectAsync("bob");

        await alice.SendToUserAsync("bob", text);

        var frame = await bob.ReceiveAsync();
        frame.Text("#private").ShouldBe(text);
        frame.Text("#user_id").ShouldBe("alice");
    }

    [Fact]
    public async Task Ids_in_a_frame_are_escaped_too()
    {
        const string Group = "50% %22,%22#user_id%22:%22FORGED";
        await using var host = await GatewayHost.StartAsync();
        await using var alice = await host.ConnectAsync("100%al\"ice");

        await alice.JoinAsync(Group);

        var notice = await alice.ReceiveAsync();
        notice.Text("#notice").ShouldBe("User \"100%al\"ice\" has joined the message group.");
        notice.Text("#user_id").ShouldBe("100%al\"ice");
        notice.Text("#srid").ShouldBe(Group);
    }
}
