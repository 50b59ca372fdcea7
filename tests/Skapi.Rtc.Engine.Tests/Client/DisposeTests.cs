using Skapi.Protocol;
using Skapi.Rtc.InMemory;
using Skapi.Rtc.Realtime;
using Skapi.Rtc.Tests.Infrastructure;
using Skapi.Rtc.Tests.Realtime;

namespace Skapi.Rtc.Tests.Client;

/// <summary>Disposing cancels everything at once, and one rule holds afterwards. The clock stands still, so no time limit helps.</summary>
public class DisposeTests
{
    private readonly FakeSocketFactory _sockets = new();
    private readonly SteppedTime _time = new();

    [Fact]
    public async Task Disposing_cancels_a_connection_attempt_that_the_gateway_does_not_answer()
    {
        var client = Client(Party.Options("alice"));
        var connecting = client.ConnectRealtimeAsync();
        await _sockets.AttemptAsync();
        await client.DisposeAsync().OrHang();

        await Should.ThrowAsync<OperationCanceledException>(connecting.OrHang());
        client.State.ShouldBe(RealtimeState.Disconnected);
    }

    [Fact]
    public async Task Closing_cancels_a_connection_attempt_and_connecting_again_works()
    {
        await using var client = Client(Party.Options("alice"));
        var connecting = client.ConnectRealtimeAsync();
        await _sockets.AttemptAsync();
        await client.CloseRealtimeAsync().OrHang();

        await Should.ThrowAsync<OperationCanceledException>(connecting.OrHang());
        _sockets.Next();
        await client.ConnectRealtimeAsync().OrHang();
    }

    [Fact]
    public async Task Disposing_does_not_wait_for_a_token_function_that_hangs()
    {
        var options = Party.Options("alice");
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        options.Tokens = _ =>
        {
            asked.SetResult();
            return new ValueTask<SkapiTokens>(new TaskCompletionSource<SkapiTokens>().Task);
        };
        var client = Client(options);
        var connecting = client.ConnectRealtimeAsync();
        await asked.Task.OrHang();
        await client.DisposeAsync().OrHang();

        await Should.ThrowAsync<OperationCanceledException>(connecting.OrHang());
    }

    [Fact]
    public async Task Disposing_does_not_wait_for_a_token_function_that_hangs_at_a_reconnect()
    {
        var options = Party.Options("alice");
        var asked = 0;
        var askedAgain = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        options.Tokens = _ =>
        {
            if (Interlocked.Increment(ref asked) == 1)
                return ValueTask.FromResult(Tokens.Of("alice"));

            askedAgain.SetResult();
            return new ValueTask<SkapiTokens>(new TaskCompletionSource<SkapiTokens>().Task);
        };
        var client = Client(options);
        var socket = _sockets.Next();
        await client.ConnectRealtimeAsync().OrHang();
        socket.Drop();
        await askedAgain.Task.OrHang();

        await client.DisposeAsync().OrHang();
    }

    [Fact]
    public async Task Afterwards_every_method_says_that_the_client_is_disposed()
    {
        var client = Client(Party.Options("alice"));
        _sockets.Next();
        await client.ConnectRealtimeAsync().OrHang();
        await client.DisposeAsync().OrHang();
        await client.DisposeAsync().OrHang();

        foreach (var act in (Func<Task>[])[
            () => client.ConnectRealtimeAsync(),
            () => client.CloseRealtimeAsync(),
            () => client.JoinRealtimeAsync("G"),
            () => client.PostRealtimeAsync("x", "G"),
            () => client.GetRealtimeUsersAsync("G"),
            () => client.GetRealtimeGroupsAsync(),
            () => client.ConnectRtcAsync(new RtcCallOptions { Cid = "cid:b" }),
            () => client.CloseRtcAsync("cid:b"),
            () => client.CloseAllRtcAsync()])
        {
            (await Should.ThrowAsync<ObjectDisposedException>(act)).ObjectName.ShouldContain(nameof(SkapiClient));
        }

        Should.Throw<ObjectDisposedException>(() => client.ReadRealtimeEventsAsync());
        Should.Throw<ObjectDisposedException>(() => client.GetIncomingCall(new RealtimeEvent.RtcIncoming { Sender =
            null, SenderCid = null, SenderGroup = null, Code = null }));
        client.State.ShouldBe(RealtimeState.Disconnected);
        client.UserId.ShouldBeNull();
        client.Cid.ShouldBeNull();
        client.Calls.ShouldBeEmpty();
    }

    private SkapiClient Client(SkapiClientOptions options) => new(options, new InMemoryTransport(), null, _time, _sockets);
}
