using System.Net.WebSockets;
using Skapi.Realtime.Gateway.Configuration;
using Skapi.Realtime.Gateway.Connections;
using Skapi.Realtime.Gateway.Tests.Infrastructure;

namespace Skapi.Realtime.Gateway.Tests.Connections;

public sealed class WebSocketPumpTests : IDisposable
{
    private readonly TimerProbe _time = new();
    private readonly StuckWebSocket _socket = new();
    private readonly SendQueue _queue = new(100);
    private readonly SkapiRealtimeOptions _options = new() { CloseTimeout = TimeSpan.FromSeconds(5) };

    public void Dispose() => _socket.Dispose();

    [Fact]
    public async Task A_client_that_takes_no_part_in_closing_is_dropped_after_the_close_timeout()
    {
        var running = Pump().RunAsync(new Receiver(), CancellationToken.None);
        _queue.TryEnqueue(new byte[90]);
        await _socket.Sending.OrHang();

        _queue.Complete(CloseReason.ShuttingDown).ShouldBeTrue();
        await _time.Armed.OrHang();
        _time.Advance(_options.CloseTimeout - TimeSpan.FromMilliseconds(1));
        _socket.State.ShouldBe(WebSocketState.Open);
        _time.Advance(TimeSpan.FromMilliseconds(1));

        await _socket.Aborted.OrHang();
        await running.OrHang();
    }

    [Fact]
    public async Task A_client_that_is_too_slow_is_aborted_at_once()
    {
        var running = Pump().RunAsync(new Receiver(), CancellationToken.None);
        _queue.TryEnqueue(new byte[90]);
        await _socket.Sending.OrHang();

        _queue.TryEnqueue(new byte[90]).ShouldBeFalse();

        await _socket.Aborted.OrHang();
        await running.OrHang();
    }

    [Fact]
    public async Task A_connection_that_is_lost_ends_at_once()
    {
        using var lost = new CancellationTokenSource();
        var running = Pump().RunAsync(new Receiver(), lost.Token);
        _queue.TryEnqueue([1]);
        await _socket.Sending.OrHang();

        await lost.CancelAsync();

        await running.OrHang();
        _queue.CloseReason.ShouldBe(CloseReason.Lost);
        _socket.State.ShouldBe(WebSocketState.Aborted);
    }

    [Fact]
    public async Task A_failure_of_ours_closes_with_1011_and_is_not_swallowed()
    {
        _socket.IsOpenForSending = true;
        _socket.Incoming.SetResult(new ValueWebSocketReceiveResult(0, WebSocketMessageType.Text, true));

        var running = Pump().RunAsync(new Receiver { Failure = new InvalidOperationException("ours") }, CancellationToken.None);

        (await Should.ThrowAsync<InvalidOperationException>(() => running.OrHang())).Message.ShouldBe("ours");
        _socket.CloseStatus.ShouldBe(WebSocketCloseStatus.InternalServerError);
    }

    private WebSocketPump Pump() => new(_socket, _queue, _options, _time);

    private sealed class Receiver : IMessageReceiver
    {
        public Exception? Failure { get; init; }

        public ValueTask ReceiveAsync(WebSocketMessageType type, ReadOnlyMemory<byte> message) =>
            Failure is null ? ValueTask.CompletedTask : throw Failure;
    }
}
