using System.Net.WebSockets;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Skapi.Realtime.Gateway.Configuration;
using Skapi.Realtime.Gateway.Connections;
using Skapi.Realtime.Gateway.Frames;
using Skapi.Realtime.Gateway.Tests.Infrastructure;

namespace Skapi.Realtime.Gateway.Tests.Connections;

public sealed class KeepAliveMonitorTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly StuckWebSocket _socket = new();
    private readonly SendQueue _queue = new(100);
    private readonly MemoryStream _written = new();
    private readonly SkapiRealtimeOptions _options = new();
    private readonly KeepAliveMonitor _monitor;
    private readonly FrameStream _frames;
    private readonly WebSocketPump _pump;

    public KeepAliveMonitorTests()
    {
        _monitor = new KeepAliveMonitor(Options.Create(_options), _time);
        _frames = new FrameStream(_written, socket: null);
        _pump = new WebSocketPump(_socket, _frames, _queue, _options, _time);
        _monitor.Add(_frames, _pump);
    }

    public void Dispose()
    {
        _monitor.Dispose();
        _frames.Dispose();
        _socket.Dispose();
    }

    [Fact]
    public void A_silent_client_is_pinged_after_the_interval()
    {
        Pass(TimeSpan.FromSeconds(8));
        _written.ToArray().ShouldBeEmpty();

        Pass(_options.KeepAliveInterval - TimeSpan.FromSeconds(8));

        _written.ToArray().Take(2).ShouldBe(WebSocketFrame.Ping.ToArray());
        _queue.CloseReason.ShouldBeNull();
    }

    [Fact]
    public void A_client_that_does_not_answer_is_lost_within_the_sum_of_both_times()
    {
        Pass(TimeSpan.FromSeconds(24));
        _queue.CloseReason.ShouldBeNull();

        Pass(_options.KeepAliveInterval + _options.KeepAliveTimeout - TimeSpan.FromSeconds(24));

        _queue.CloseReason.ShouldBe(CloseReason.Lost);
        _socket.State.ShouldBe(WebSocketState.Aborted);
    }

    [Fact]
    public async Task A_client_that_answers_stays()
    {
        for (var answer = 0; answer < 10; answer++)
        {
            Pass(_options.KeepAliveInterval);
            (await _frames.ReadAsync(Memory<byte>.Empty)).ShouldBe(0);
        }

        _queue.CloseReason.ShouldBeNull();
    }

    [Fact]
    public void A_pause_of_the_process_is_not_the_silence_of_its_clients()
    {
        // A timer that is late fires once.
        var timer = new LateTimer();
        using var monitor = new KeepAliveMonitor(Options.Create(_options), timer);
        monitor.Add(_frames, _pump);

        timer.Fire(after: TimeSpan.FromMinutes(5));

        _queue.CloseReason.ShouldBeNull();
    }

    [Fact]
    public async Task A_client_whose_message_is_being_handled_is_not_judged_by_its_silence()
    {
        _socket.Messages.Enqueue([1]);
        var receiver = new SlowReceiver();
        var running = _pump.RunAsync(receiver, CancellationToken.None);
        await receiver.Started.OrHang();

        Pass(TimeSpan.FromMinutes(5));

        _queue.CloseReason.ShouldBeNull();
        receiver.Finish();
        _socket.Abort();
        await running.OrHang();
    }

    [Fact]
    public void A_connection_that_was_removed_is_not_watched()
    {
        _monitor.Remove(_frames);

        Pass(TimeSpan.FromMinutes(5));

        _queue.CloseReason.ShouldBeNull();
        _written.ToArray().ShouldBeEmpty();
    }

    private void Pass(TimeSpan time)
    {
        for (var end = _time.GetUtcNow() + time; _time.GetUtcNow() < end;)
            _time.Advance(TimeSpan.FromMilliseconds(500));
    }

    private sealed class LateTimer : FakeTimeProvider
    {
        private Action _fire = () => { };

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _fire = () => callback(state);
            return base.CreateTimer(static _ => { }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        public void Fire(TimeSpan after)
        {
            Advance(after);
            _fire();
        }
    }

    private sealed class SlowReceiver : IMessageReceiver
    {
        private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Started => _started.Task;

        public void Finish() => _finished.SetResult();

        public ValueTask ReceiveAsync(WebSocketMessageType type, Memory<byte> message)
        {
            _started.SetResult();
            return new(_finished.Task);
        }
    }
}
