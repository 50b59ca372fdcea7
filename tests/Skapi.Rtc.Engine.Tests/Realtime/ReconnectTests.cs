using Skapi.Protocol;
using Skapi.Rtc.Realtime;
using Skapi.Rtc.Tests.Infrastructure;

namespace Skapi.Rtc.Tests.Realtime;

public class ReconnectTests
{
    [Fact]
    public async Task A_dropped_socket_is_opened_again_with_fresh_tokens()
    {
        await using var fixture = new ConnectionFixture();
        var first = await fixture.ConnectAsync();
        var second = fixture.Sockets.Next(new FakeSocket("cid:new"));
        first.Drop();

        (await fixture.Observer.HeardAsync()).ShouldBe("lost");
        (await fixture.Observer.HeardAsync()).ShouldBe("attempt 1");
        (await fixture.Observer.HeardAsync()).ShouldBe("opened again");
        (await fixture.Sockets.AttemptAsync()).ShouldBe("access-1");
        (await second.SentAsync()).ShouldBe(ConnectionFixture.KeepAlive);
        fixture.Connection.Cid.ShouldBe("cid:new");
        first.IsDisposed.ShouldBeTrue();
    }

    [Fact]
    public async Task It_waits_as_the_policy_says()
    {
        await using var fixture =
            new ConnectionFixture(new ReconnectPolicy(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(9)) { Jitter = 0 });
        var first = await fixture.ConnectAsync();
        fixture.Sockets.NextFails(new SkapiException(SkapiErrorCode.ConnectionFailed, "not yet"));
        fixture.Sockets.Next();
        first.Drop();
        await fixture.Observer.HeardAsync();

        (await fixture.Observer.HeardAsync()).ShouldBe("attempt 1");
        await fixture.Time.ElapseAsync(TimeSpan.FromSeconds(3));
        (await fixture.Observer.HeardAsync()).ShouldBe("attempt 2");
        await fixture.Time.ElapseAsync(TimeSpan.FromSeconds(9));
        (await fixture.Observer.HeardAsync()).ShouldBe("opened again");
    }

    [Fact]
    public async Task An_attempt_that_is_not_answered_in_time_makes_way_for_the_next()
    {
        await using var fixture = new ConnectionFixture();
        var first = await fixture.ConnectAsync();
        first.Drop();
        await fixture.Observer.HeardAsync();

        (await fixture.Observer.HeardAsync()).ShouldBe("attempt 1");
        await fixture.Sockets.AttemptAsync();
        await fixture.Time.ElapseAsync(ConnectionFixture.ConnectTimeout);
        (await fixture.Observer.HeardAsync()).ShouldBe("attempt 2");
        fixture.Logger.Lines.ShouldContain(line => line.EndsWith("did not respond within 7 seconds.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_group_is_joined_again_before_anything_else_is_sent()
    {
        await using var fixture = new ConnectionFixture();
        var first = await fixture.ConnectAsync();
        await fixture.Connection.JoinAsync("G1").OrHang();
        first.Drop();
        (await fixture.Observer.HeardAsync()).ShouldBe("lost");
        var posted = fixture.Connection.SendAsync(tokens => ConnectionFixture.Post(tokens, "x"));
        var second = fixture.Sockets.Next();

        (await second.SentAsync()).ShouldBe(ConnectionFixture.KeepAlive);
        (await second.SentAsync()).ShouldBe("""{"action":"joinRoom","rid":"G1","token":"access-1"}""");
        (await second.SentAsync()).ShouldBe(ConnectionFixture.Posted("x", token: 1));
        await posted.OrHang();
    }

    [Fact]
    public async Task A_frame_that_a_broken_socket_did_not_take_is_sent_by_the_next()
    {
        await using var fixture = new ConnectionFixture();
        var first = await fixture.ConnectAsync();
        first.FailSends(new IOException("broken pipe"));
        var second = fixture.Sockets.Next();
        var posted = fixture.Connection.SendAsync(tokens => ConnectionFixture.Post(tokens, "x"));

        (await second.SentAsync()).ShouldBe(ConnectionFixture.KeepAlive);
        (await second.SentAsync()).ShouldBe(ConnectionFixture.Posted("x", token: 1));
        await posted.OrHang();
    }

    [Fact]
    public async Task A_socket_that_fails_to_receive_is_opened_again()
    {
        await using var fixture = new ConnectionFixture();
        var first = await fixture.ConnectAsync();
        fixture.Sockets.Next();
        first.Drop(new SkapiException(SkapiErrorCode.ConnectionFailed, "a frame of 5 MiB"));

        (await fixture.Observer.HeardAsync()).ShouldBe("lost");
        (await fixture.Observer.HeardAsync()).ShouldBe("attempt 1");
        (await fixture.Observer.HeardAsync()).ShouldBe("opened again");
    }

    [Fact]
    public async Task Each_loss_counts_its_attempts_from_one()
    {
        await using var fixture = new ConnectionFixture(new ReconnectPolicy(TimeSpan.Zero));
        var socket = await fixture.ConnectAsync();
        for (var loss = 0; loss < 3; loss++)
        {
            var next = fixture.Sockets.Next();
            socket.Drop();
            (await fixture.Observer.HeardAsync()).ShouldBe("lost");
            (await fixture.Observer.HeardAsync()).ShouldBe("attempt 1");
            (await fixture.Observer.HeardAsync()).ShouldBe("opened again");
            socket = next;
        }
    }

    [Fact]
    public async Task When_the_policy_gives_up_what_waits_fails_with_advice()
    {
        await using var fixture = new ConnectionFixture(new ReconnectPolicy(TimeSpan.FromSeconds(3)) { Jitter = 0 });
        var first = await fixture.ConnectAsync();
        first.Drop();
        (await fixture.Observer.HeardAsync()).ShouldBe("lost");
        var waiting = fixture.Connection.SendAsync(tokens => ConnectionFixture.Post(tokens, "x"));
        fixture.Sockets.NextFails(new SkapiException(SkapiErrorCode.InvalidToken, "expired"));
        await fixture.Time.ElapseAsync(TimeSpan.FromSeconds(3));

        (await Should.ThrowAsync<SkapiException>(waiting.OrHang())).Message.ShouldContain("ConnectRealtimeAsync()");
        (await fixture.Observer.HeardAsync()).ShouldBe("attempt 1");
        (await fixture.Observer.HeardAsync()).ShouldBe("refused: expired");
        (await fixture.Observer.HeardAsync()).ShouldBe("gave up");
        fixture.Connection.HasEnded.ShouldBeTrue();
        await Should.ThrowAsync<SkapiException>(fixture.Connection.SendAsync(tokens => ConnectionFixture.Post(tokens, "y")).OrHang());
    }

    [Fact]
    public async Task A_policy_that_throws_gives_up()
    {
        await using var fixture = new ConnectionFixture(new BrokenPolicy());
        var first = await fixture.ConnectAsync();
        first.Drop();

        (await fixture.Observer.HeardAsync()).ShouldBe("lost");
        (await fixture.Observer.HeardAsync()).ShouldBe("gave up");
        fixture.Logger.Lines.ShouldContain("Error: The reconnect policy threw. The realtime connection is not opened again. no idea");
    }

    [Fact]
    public void The_default_policy_begins_as_the_published_client_and_is_more_patient()
    {
        var delays = Enumerable.Range(1, 7).Select(ReconnectPolicy.Default.NextDelay).ToList();

        delays[0]!.Value.TotalSeconds.ShouldBe(3, 1.5);
        delays[^1].ShouldBeNull();
        delays.Sum(delay => delay?.TotalSeconds ?? 0).ShouldBe(90, 45);
        ReconnectPolicy.Never.NextDelay(1).ShouldBeNull();
    }

    [Fact]
    public void The_clients_of_a_gateway_do_not_return_at_once()
    {
        var delays = Enumerable.Range(0, 200).Select(_ => ReconnectPolicy.Default.NextDelay(1)!.Value.TotalSeconds).ToList();

        delays.ShouldAllBe(delay => delay >= 1.5 && delay <= 4.5);
        (delays.Max() - delays.Min()).ShouldBeGreaterThan(1.5);
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    public void A_jitter_beyond_its_range_is_misuse(double jitter) =>
        Should.Throw<ArgumentOutOfRangeException>(() => new ReconnectPolicy { Jitter = jitter });

    [Fact]
    public void A_negative_delay_is_misuse() =>
        Should.Throw<ArgumentOutOfRangeException>(() => new ReconnectPolicy(TimeSpan.FromSeconds(-1)));

    [Fact]
    public async Task Of_the_groups_asked_for_while_offline_the_last_one_is_joined()
    {
        await using var fixture = new ConnectionFixture();
        var first = await fixture.ConnectAsync();
        first.Drop();
        (await fixture.Observer.HeardAsync()).ShouldBe("lost");
        List<Task> wishes = [];
        foreach (var group in (string?[])["G2", null, "G3", null, "G3"])
            wishes.Add(fixture.Connection.JoinAsync(group));
        var posted = fixture.Connection.SendAsync(tokens => ConnectionFixture.Post(tokens, "x"));
        var second = fixture.Sockets.Next();

        (await second.SentAsync()).ShouldBe(ConnectionFixture.KeepAlive);
        (await second.SentAsync()).ShouldBe("""{"action":"joinRoom","rid":"G3","token":"access-1"}""");
        (await second.SentAsync()).ShouldBe(ConnectionFixture.Posted("x", token: 1));
        await Task.WhenAll([.. wishes, posted]).OrHang();
    }

    [Fact]
    public async Task A_group_left_while_offline_is_not_joined_again()
    {
        await using var fixture = new ConnectionFixture();
        var first = await fixture.ConnectAsync();
        await fixture.Connection.JoinAsync("G1").OrHang();
        first.Drop();
        (await fixture.Observer.HeardAsync()).ShouldBe("lost");
        var left = fixture.Connection.JoinAsync(null);
        var posted = fixture.Connection.SendAsync(tokens => ConnectionFixture.Post(tokens, "x"));
        var second = fixture.Sockets.Next();

        (await second.SentAsync()).ShouldBe(ConnectionFixture.KeepAlive);
        (await second.SentAsync()).ShouldBe(ConnectionFixture.Posted("x", token: 1));
        await Task.WhenAll(left, posted).OrHang();
    }

    private sealed class BrokenPolicy : IReconnectPolicy
    {
        public TimeSpan? NextDelay(int attempt) => throw new InvalidOperationException("no idea");
    }
}
