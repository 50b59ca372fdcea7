using Skapi.Protocol;
using Skapi.Rtc.Realtime;
using Skapi.Rtc.Tests.Infrastructure;

namespace Skapi.Rtc.Tests.Realtime;

public class RealtimeConnectionTests
{
    [Fact]
    public async Task It_is_kept_alive_on_open_and_every_15_seconds()
    {
        await using var fixture = new ConnectionFixture();
        var socket = await fixture.ConnectAsync();

        await fixture.Time.ElapseAsync(TimeSpan.FromSeconds(15));
        (await socket.SentAsync()).ShouldBe(ConnectionFixture.KeepAlive);
        fixture.Time.Advance(TimeSpan.FromSeconds(15));
        (await socket.SentAsync()).ShouldBe(ConnectionFixture.KeepAlive);
    }

    [Fact]
    public async Task It_is_open_and_knows_its_cid_as_soon_as_it_has_connected()
    {
        await using var fixture = new ConnectionFixture();
        fixture.Sockets.Next(new FakeSocket("cid:own"));
        var start = await fixture.Connection.ConnectAsync(new SkapiTokens("a", "i"), fixture.Observer, CancellationToken.None).OrHang();

        fixture.Connection.IsOpen.ShouldBeTrue();
        fixture.Connection.Cid.ShouldBe("cid:own");
        start();
    }

    [Fact]
    public async Task Frames_are_decoded_and_passed_on_in_order()
    {
        await using var fixture = new ConnectionFixture();
        var socket = await fixture.ConnectAsync();
        socket.Deliver("""{"#message":"100%25"}""");
        socket.Deliver("""{"#message":"second"}""");

        (await fixture.Observer.HeardAsync()).ShouldBe("frame \"100%\"");
        (await fixture.Observer.HeardAsync()).ShouldBe("frame \"second\"");
    }

    [Theory]
    [InlineData("")]
    [InlineData("no JSON")]
    [InlineData("[]")]
    [InlineData("{\"#message\":")]
    [InlineData("{\"#scid\":7}")]
    [InlineData("%")]
    [InlineData("{\"#rtc\":{\"hungup\":\"user-eve\",\"hungup\":\"user-bob\"},\"#scid\":\"c1\"}")]
    public async Task A_malformed_frame_does_not_end_the_connection(string malformed)
    {
        await using var fixture = new ConnectionFixture();
        var socket = await fixture.ConnectAsync();
        socket.Deliver(malformed);
        socket.Deliver("""{"#message":"next"}""");

        (await fixture.Observer.HeardAsync()).ShouldBe("frame \"next\"");
        fixture.Logger.Lines.ShouldContain(
            line => line.StartsWith("Warning: The gateway sent a frame that cannot be read", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_frame_is_made_with_the_tokens_of_its_socket()
    {
        await using var fixture = new ConnectionFixture();
        var socket = await fixture.ConnectAsync();

        await fixture.Connection.SendAsync(tokens => ConnectionFixture.Post(tokens, "x")).OrHang();
        (await socket.SentAsync()).ShouldBe(ConnectionFixture.Posted("x"));
    }

    [Fact]
    public async Task A_frame_that_cannot_be_written_fails_alone()
    {
        await using var fixture = new ConnectionFixture();
        var socket = await fixture.ConnectAsync();
        var broken = fixture.Connection.SendAsync(_ => throw new InvalidOperationException("no such frame"));

        (await Should.ThrowAsync<InvalidOperationException>(broken.OrHang())).Message.ShouldBe("no such frame");
        await fixture.Connection.SendAsync(tokens => ConnectionFixture.Post(tokens, "next")).OrHang();
        (await socket.SentAsync()).ShouldBe(ConnectionFixture.Posted("next"));
    }

    [Fact]
    public async Task Joining_sends_the_group_and_remembers_it()
    {
        await using var fixture = new ConnectionFixture();
        var socket = await fixture.ConnectAsync();
        await fixture.Connection.JoinAsync("G1").OrHang();

        (await socket.SentAsync()).ShouldBe("""{"action":"joinRoom","rid":"G1","token":"access-0"}""");
        fixture.Connection.Groups.Wanted.ShouldBe("G1");
        await fixture.Connection.JoinAsync(null).OrHang();
        (await socket.SentAsync()).ShouldBe("""{"action":"joinRoom","rid":null,"token":"access-0"}""");
        fixture.Connection.Groups.Wanted.ShouldBeNull();
    }

    // Otherwise every new socket would ask for it, and fail.
    [Fact]
    public async Task A_name_that_cannot_be_sent_is_misuse_and_is_not_remembered()
    {
        await using var fixture = new ConnectionFixture();
        await fixture.ConnectAsync();
        await fixture.Connection.JoinAsync("G1").OrHang();

        await Should.ThrowAsync<ArgumentException>(async () => await fixture.Connection.JoinAsync("\ud800").OrHang());

        fixture.Connection.Groups.Wanted.ShouldBe("G1");
    }

    [Fact]
    public async Task A_refused_token_is_the_caller_s_to_hear()
    {
        await using var fixture = new ConnectionFixture();
        fixture.Sockets.NextFails(new SkapiException(SkapiErrorCode.InvalidToken, "refused"));

        (await Should.ThrowAsync<SkapiException>(fixture.OpenAsync())).Code.ShouldBe(SkapiErrorCode.InvalidToken);
    }

    [Fact]
    public async Task A_first_attempt_that_fails_for_the_moment_is_repeated_as_the_policy_says()
    {
        await using var fixture = new ConnectionFixture(new ReconnectPolicy(TimeSpan.FromSeconds(3)) { Jitter = 0 });
        fixture.Sockets.NextFails(new RealtimeException(SkapiErrorCode.ConnectionFailed, "refused", isTransient: true));
        var opening = fixture.Connection.ConnectAsync(new SkapiTokens("access-0", "id"), fixture.Observer, CancellationToken.None);
        (await fixture.Observer.HeardAsync()).ShouldBe("attempt 1");
        await fixture.Time.ElapseAsync(TimeSpan.FromSeconds(3));
        fixture.Sockets.Next();

        (await opening.OrHang())();
        (await fixture.Observer.HeardAsync()).ShouldBe("opened");
        fixture.Logger.Lines.ShouldContain("Warning: Attempt 1 to connect failed: refused");
    }

    [Fact]
    public async Task A_first_attempt_that_keeps_failing_fails_with_its_last_error()
    {
        await using var fixture = new ConnectionFixture(new ReconnectPolicy(TimeSpan.Zero));
        fixture.Sockets.NextFails(new RealtimeException(SkapiErrorCode.ConnectionFailed, "first", isTransient: true));
        fixture.Sockets.NextFails(new RealtimeException(SkapiErrorCode.ConnectionFailed, "last", isTransient: true));

        (await Should.ThrowAsync<SkapiException>(fixture.OpenAsync())).Message.ShouldBe("last");
    }

    [Fact]
    public async Task A_first_attempt_that_cannot_succeed_is_not_repeated()
    {
        await using var fixture = new ConnectionFixture(new ReconnectPolicy(TimeSpan.FromHours(1)));
        fixture.Sockets.NextFails(new RealtimeException(SkapiErrorCode.ConnectionFailed, "404", isTransient: false));

        (await Should.ThrowAsync<SkapiException>(fixture.OpenAsync())).Message.ShouldBe("404");
    }
}
