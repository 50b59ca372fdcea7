using Skapi.Protocol;
using Skapi.Rtc.InMemory;
using Skapi.Rtc.Tests.Infrastructure;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Tests.Client;

/// <summary>Messages go from the transport straight to the app: in order, and between the open and the close of their channel.</summary>
public sealed class MessageTests : IAsyncLifetime
{
    private const string Protocol = "text-chat";

    private readonly LoopbackGateway _gateway = new();
    private readonly InMemoryTransport _transport = new();
    private readonly List<string> _heard = [];
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _mayRead = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Party _alice = null!;
    private Party _bob = null!;

    public async Task InitializeAsync()
    {
        _alice = await Party.ConnectAsync("alice", _gateway, _transport);
        _bob = await Party.ConnectAsync("bob", _gateway, _transport);
    }

    public async Task DisposeAsync()
    {
        await _alice.DisposeAsync().OrHang();
        await _bob.DisposeAsync().OrHang();
    }

    [Fact]
    public async Task Every_message_is_raised_in_order_between_the_open_and_the_close()
    {
        _mayRead.SetResult();
        var alice = await ConnectAsync();
        for (var number = 0; number < 1000; number++)
            alice.Send(Protocol, $"{number}");
        alice.Channels[Protocol].Close();
        await _closed.Task.OrHang();

        string.Join(' ', _heard).ShouldBe($"open {string.Join(' ', Enumerable.Range(0, 1000))} close");
    }

    [Fact]
    public async Task Nothing_is_lost_on_the_way_to_a_handler_that_takes_its_time()
    {
        var text = new string('x', 64 * 1024);
        var alice = await ConnectAsync();
        for (var number = 0; number < 100; number++)
            alice.Send(Protocol, text);

        _mayRead.SetResult();
        alice.Channels[Protocol].Close();
        await _closed.Task.OrHang();
        _heard.Count(heard => heard == text).ShouldBe(100);
    }

    [Fact]
    public async Task Messages_that_arrive_before_the_app_reads_wait_for_it()
    {
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var sent = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var call = await CallAsync(raised => Set(raised switch
        {
            RtcEvent.DataChannelOpen { Label: Protocol } => open,
            RtcEvent.BufferedAmountLow => sent,
            _ => null,
        }));
        var incoming = await _bob.IsCalledAsync();
        await incoming.ConnectRtcAsync().OrHang();
        await open.Task.OrHang();
        var alice = await call.Connection.OrHang();
        for (var number = 0; number < 10_000; number++)
            alice.Send(Protocol, $"{number}");
        alice.Send(Protocol, "last");
        var read = new List<string>();

        await foreach (var raised in incoming.ReadRtcEventsAsync())
        {
            if (raised is not RtcEvent.DataChannelMessage message)
                continue;

            read.Add(message.Data!);
            if (message.Data == "last")
                break;
        }

        string.Join(' ', read).ShouldBe($"{string.Join(' ', Enumerable.Range(0, 10_000))} last");
        await sent.Task.OrHang();
    }

    [Fact]
    public async Task A_call_ends_at_once_while_a_handler_does_not_read()
    {
        var alice = await ConnectAsync();
        for (var number = 0; number < 100; number++)
            alice.Send(Protocol, new string('x', 64 * 1024));
        alice.Hangup();

        (await alice.Closed.OrHang()).ShouldBe(CallEndReason.HungUp);
        await _bob.HearAsync<RealtimeEvent.RtcClosed>();
        _mayRead.SetResult();
    }

    /// <summary>Connects, and waits until the caller's channel is open.</summary>
    private async Task<RtcConnection> ConnectAsync()
    {
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var call = await CallAsync(raised => Set(raised is RtcEvent.DataChannelOpen { Label: Protocol } ? open : null));
        await (await _bob.IsCalledAsync()).ConnectRtcAsync(null, HandleAsync).OrHang();
        await open.Task.OrHang();
        return await call.Connection.OrHang();
    }

    private Task<OutgoingCall> CallAsync(Action<RtcEvent> handler) => _alice.Client.ConnectRtcAsync(
        new RtcCallOptions { Cid = _bob.Cid, Channels = [DataChannelOptions.TextChat, DataChannelOptions.Gaming] }, handler).OrHang();

    private static void Set(TaskCompletionSource? happened) => happened?.TrySetResult();

    private async Task HandleAsync(RtcEvent raised)
    {
        switch (raised)
        {
            case RtcEvent.DataChannelOpen { Label: Protocol }:
                _heard.Add("open");
                break;
            case RtcEvent.DataChannelMessage message:
                await _mayRead.Task;
                _heard.Add(message.Data!);
                break;
            case RtcEvent.DataChannelClose { Label: Protocol }:
                _heard.Add("close");
                _closed.TrySetResult();
                break;
        }
    }
}
