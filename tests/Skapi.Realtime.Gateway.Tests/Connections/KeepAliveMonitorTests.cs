using System.Net.WebSockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Skapi.Realtime.Gateway.Configuration;
using Skapi.Realtime.Gateway.Connections;
using Skapi.Realtime.Gateway.Tests.Infrastructure;
using Skapi.Realtime.Gateway.Wire;

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
        _monitor = new KeepAliveMonitor(Options.Create(_options), _time, NullLogger<KeepAliveMonitor>.Instance);
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
        Run();
        Pass(TimeSpan.FromSeconds(8));
        _written.ToArray().ShouldBeEmpty();

        Pass(_options.KeepAliveInterval - TimeSpan.FromSeconds(8));

        _written.ToArray().Take(2).ShouldBe(WebSocketFrame.Ping.ToArray());
        _queue.CloseReason.ShouldBeNull();
    }

    [Fact]
    public void A_client_that_does_not_answer_is_lost_within_the_sum_of_both_times()
    {
        Run();
        Pass(TimeSpan.FromSeconds(24));
        _queue.CloseReason.ShouldBeNull();

        Pass(_options.KeepAliveInterval + _options.KeepAliveTimeout - TimeSpan.FromSeconds(24));

        _queue.CloseReason.ShouldBe(CloseReason.Lost);
        _socket.State.ShouldBe(WebSocketState.Aborted);
    }

    [Fact]
    public async Task A_client_that_answers_stays()
    {
        Run();
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
        Run();
        // A timer that is late fires once.
        var timer = new LateTimer();
        using var monitor = new KeepAliveMonitor(Options.Create(_options), timer, NullLogger<KeepAliveMonitor>.Instance);
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
        _written.ToArray().Take(2).ShouldBe(WebSocketFrame.Ping.ToArray(), "a proxy must not take the connection for idle");
        receiver.Finish();
        _socket.Abort();
        await running.OrHang();
    }

    [Fact]
    public void A_message_that_is_handled_too_long_is_no_excuse_for_silence()
    {
        // The pump does not run yet, because the app handles the connection.
        Pass(KeepAliveMonitor.HandlingFactor * (_options.KeepAliveInterval + _options.KeepAliveTimeout));

        _queue.CloseReason.ShouldBe(CloseReason.Lost);
    }

    [Fact]
    public void A_failure_with_one_connection_is_none_of_the_others()
    {
        using var faulty = new StuckWebSocket { AbortFailure = new InvalidOperationException("ours") };
        using var stream = new FrameStream(Stream.Null, socket: null);
        var queue = new SendQueue(100);
        var pump = new WebSocketPump(faulty, stream, queue, _options, _time);
        _monitor.Add(stream, pump);
        Run();

        Pass(KeepAliveMonitor.HandlingFactor * (_options.KeepAliveInterval + _options.KeepAliveTimeout));

        queue.CloseReason.ShouldBe(CloseReason.Lost);
        _queue.CloseReason.ShouldBe(CloseReason.Lost);
    }

    [Fact]
    public void A_connection_that_was_removed_is_not_watched()
    {
        _monitor.Remove(_frames);

        Pass(TimeSpan.FromMinutes(5));

        _queue.CloseReason.ShouldBeNull();
        _written.ToArray().ShouldBeEmpty();
    }

    private void Run() => _ = _pump.RunAsync(new SlowReceiver(), CancellationToken.None);

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
