using Skapi.Rtc.Realtime;
using Skapi.Rtc.Tests.Infrastructure;

namespace Skapi.Rtc.Tests.Realtime;

public class ClosingTests
{
    [Fact]
    public async Task What_is_queued_is_sent_before_the_socket_closes_in_good_order()
    {
        var fixture = new ConnectionFixture();
        var socket = await fixture.ConnectAsync();
        var posts = Enumerable.Range(0, 20)
            .Select(index => fixture.Connection.SendAsync(tokens => ConnectionFixture.Post(tokens, $"x{index}")))
            .ToList();
        await fixture.Connection.DisposeAsync().OrHang();

        await Task.WhenAll(posts).OrHang();
        for (var index = 0; index < 20; index++)
            (await socket.SentAsync()).ShouldBe(ConnectionFixture.Posted($"x{index}"));
        await socket.CloseAsked;
        socket.IsDisposed.ShouldBeTrue();
    }

    [Fact]
    public async Task Closing_at_once_after_connecting_still_sends()
    {
        var fixture = new ConnectionFixture();
        var socket = fixture.Sockets.Next();
        await fixture.OpenAsync();
        var posted = fixture.Connection.SendAsync(tokens => ConnectionFixture.Post(tokens, "x"));
        await fixture.Connection.DisposeAsync().OrHang();

        await posted.OrHang();
        (await socket.SentAsync()).ShouldBe(ConnectionFixture.KeepAlive);
        (await socket.SentAsync()).ShouldBe(ConnectionFixture.Posted("x"));
    }

    [Fact]
    public async Task A_gateway_that_does_not_answer_the_close_is_not_waited_for()
    {
        var fixture = new ConnectionFixture();
        var socket = await fixture.ConnectAsync(new FakeSocket { AnswersClose = false });
        var closing = fixture.Connection.DisposeAsync().OrHang();
        await socket.CloseAsked;
        await fixture.Time.ElapseAsync(TimeSpan.FromSeconds(2));

        await closing;
        socket.IsDisposed.ShouldBeTrue();
    }

    [Fact]
    public async Task Closing_while_the_socket_is_opened_again_ends_at_once_and_fails_what_waits()
    {
        var fixture = new ConnectionFixture();
        var first = await fixture.ConnectAsync();
        first.Drop();
        (await fixture.Observer.HeardAsync()).ShouldBe("lost");
        var waiting = fixture.Connection.SendAsync(tokens => ConnectionFixture.Post(tokens, "x"));
        await fixture.Sockets.AttemptAsync();
        await fixture.Connection.DisposeAsync().OrHang();

        (await Should.ThrowAsync<SkapiException>(waiting.OrHang())).Message.ShouldContain("not open");
    }

    [Fact]
    public async Task Closing_during_the_wait_for_the_next_attempt_ends_at_once()
    {
        var fixture = new ConnectionFixture(new ReconnectPolicy(TimeSpan.FromHours(1)) { Jitter = 0 });
        var first = await fixture.ConnectAsync();
        first.Drop();
        await fixture.Time.TimerArmedAsync(TimeSpan.FromHours(1));

        await fixture.Connection.DisposeAsync().OrHang();
    }

    [Fact]
    public async Task Nothing_can_be_sent_afterwards()
    {
        var fixture = new ConnectionFixture();
        await fixture.ConnectAsync();
        await fixture.Connection.DisposeAsync().OrHang();

        await Should.ThrowAsync<SkapiException>(fixture.Connection.SendAsync(tokens => ConnectionFixture.Post(tokens, "x")).OrHang());
        fixture.Connection.HasEnded.ShouldBeTrue();
        fixture.Connection.IsOpen.ShouldBeFalse();
    }
}
