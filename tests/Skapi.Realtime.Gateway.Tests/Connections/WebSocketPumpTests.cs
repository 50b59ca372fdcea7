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
        Enqueue(new byte[90]);
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
        Enqueue(new byte[90]);
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
        Enqueue(new byte[2]);
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

    [Fact]
    public async Task A_client_that_does_not_read_what_it_causes_is_not_read_either()
    {
        const int Messages = 30;
        for (var message = 0; message < Messages; message++)
            _socket.Messages.Enqueue(new byte[10]);
        var echo = new Receiver { Echo = _queue };

        // Everything that can be handled at once is handled when this returns, because nothing of it waits.
        var running = Pump().RunAsync(echo, CancellationToken.None);

        // The queue is more than half full with six messages, so the seventh is not read.
        (echo.Count, _queue.WaitingBytes).ShouldBe((6, 60));
        _socket.Messages.Count.ShouldBe(Messages - 6);
        _socket.IsOpenForSending = true;
        await echo.Reached(Messages).OrHang();
        _queue.CloseReason.ShouldBeNull();
        _socket.Abort();
        await running.OrHang();
    }

    [Fact]
    public async Task A_client_that_floods_while_its_connection_closes_is_cut_off()
    {
        const int Messages = 100;
        _options.MaxFrameBytes = 10;
        for (var message = 0; message < Messages; message++)
            _socket.Messages.Enqueue(new byte[10]);
        _socket.IsOpenForSending = true;
        _queue.Complete(CloseReason.TooManyRequests);

        await Pump().RunAsync(new Receiver { Failure = new InvalidOperationException("It is not received.") }, CancellationToken.None)
            .OrHang();

        // Sixty-four frames are discarded, long before the close timeout.
        _socket.CloseStatus.ShouldBe(WebSocketCloseStatus.PolicyViolation);
        _socket.State.ShouldBe(WebSocketState.Aborted);
        _socket.Messages.Count.ShouldBe(Messages - 65);
    }

    private void Enqueue(byte[] frame)
    {
        _queue.TryEnqueue(frame).ShouldBeTrue();
        _queue.Wake();
    }

    private WebSocketPump Pump() => new(_socket, frames: null, _queue, _options, _time);

    private sealed class Receiver : IMessageReceiver
    {
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _expected = int.MaxValue;
        private int _count;

        public Exception? Failure { get; init; }

        /// <summary>Where each message is sent back, or null.</summary>
        public SendQueue? Echo { get; init; }

        public int Count => Volatile.Read(ref _count);

        /// <summary>Completes when that many messages have been received.</summary>
        public Task Reached(int count)
        {
            Volatile.Write(ref _expected, count);
            if (Count >= count)
                _reached.TrySetResult();
            return _reached.Task;
        }

        public ValueTask ReceiveAsync(WebSocketMessageType type, Memory<byte> message)
        {
            if (Failure is not null)
                throw Failure;
            Echo?.TryEnqueue(message.ToArray()).ShouldBeTrue();
            Echo?.Wake();
            if (Interlocked.Increment(ref _count) >= Volatile.Read(ref _expected))
                _reached.TrySetResult();
            return ValueTask.CompletedTask;
        }
    }
}
