using Skapi.Rtc.Events;
using Skapi.Rtc.Tests.Infrastructure;

namespace Skapi.Rtc.Tests.Events;

public class EventStreamTests
{
    private readonly RecordingLogger _logger = new();
    private readonly EventStream<int> _events;

    public EventStreamTests() => _events = new EventStream<int>(_logger);

    [Fact]
    public async Task What_came_before_anyone_listened_is_kept_for_the_first()
    {
        _events.Publish(1);
        _events.Publish(2);
        var read = _events.ReadAllAsync(CancellationToken.None);
        _events.Publish(3);
        _events.End();

        (await read.ToListAsync().OrHang()).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task Where_nobody_listens_only_the_last_are_kept_and_the_log_says_so_once()
    {
        for (var item = 0; item < EventStream<int>.MaxKept + 3; item++)
            _events.Publish(item);
        _events.End();

        (await _events.ReadAllAsync(CancellationToken.None).ToListAsync().OrHang()).ShouldBe(Enumerable.Range(3, EventStream<int>.MaxKept));
        _logger.Lines.ShouldHaveSingleItem().ShouldStartWith("Warning: Nobody listens to the Int32s, so only the last 256 are kept.");
    }

    [Fact]
    public async Task Whoever_listens_gets_every_event_however_slow_it_is()
    {
        var read = _events.ReadAllAsync(CancellationToken.None);
        for (var item = 0; item < 2 * EventStream<int>.MaxKept; item++)
            _events.Publish(item);
        _events.End();

        (await read.ToListAsync().OrHang()).Count.ShouldBe(2 * EventStream<int>.MaxKept);
        _logger.Lines.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_stream_that_has_ended_still_gives_what_was_kept()
    {
        _events.Publish(1);
        _events.End();
        _events.Publish(2);

        (await _events.ReadAllAsync(CancellationToken.None).ToListAsync().OrHang()).ShouldBe([1]);
    }

    [Fact]
    public async Task Every_listener_gets_every_later_event()
    {
        var first = _events.ReadAllAsync(CancellationToken.None);
        var second = _events.ReadAllAsync(CancellationToken.None);
        _events.Publish(1);
        _events.End();

        (await first.ToListAsync().OrHang()).ShouldBe([1]);
        (await second.ToListAsync().OrHang()).ShouldBe([1]);
    }

    [Fact]
    public async Task A_handler_hears_one_event_after_the_other()
    {
        var heard = new List<int>();
        var inside = 0;
        var ended = new TaskCompletionSource();
        _events.Listen(async item =>
        {
            Interlocked.Increment(ref inside).ShouldBe(1);
            await Task.Yield();
            heard.Add(item);
            Interlocked.Decrement(ref inside);
            if (item == 99)
                ended.SetResult();
        });
        for (var item = 0; item < 100; item++)
            _events.Publish(item);

        await ended.Task.OrHang();
        heard.ShouldBe(Enumerable.Range(0, 100));
    }

    [Fact]
    public async Task A_handler_that_throws_is_logged_and_hears_the_next_event()
    {
        var ended = new TaskCompletionSource();
        _events.Listen(item =>
        {
            if (item == 1)
                throw new InvalidOperationException("the app's own fault");

            ended.SetResult();
            return Task.CompletedTask;
        });
        _events.Publish(1);
        _events.Publish(2);

        await ended.Task.OrHang();
        _logger.Lines.ShouldContain("Error: The app's handler threw on a Int32. The next event is still delivered. the app's own fault");
    }

    [Fact]
    public async Task A_handler_that_never_ends_holds_up_nobody_who_publishes()
    {
        var blocked = new TaskCompletionSource();
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _events.Listen(async _ =>
        {
            entered.TrySetResult();
            await blocked.Task;
        });

        for (var item = 0; item < 100; item++)
            _events.Publish(item);
        await entered.Task.OrHang();
        blocked.SetResult();
    }

    [Fact]
    public async Task A_reader_that_gives_up_is_forgotten()
    {
        using var cancellation = new CancellationTokenSource();
        var reading = _events.ReadAllAsync(cancellation.Token).ToListAsync(cancellation.Token).AsTask();
        await cancellation.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(reading.OrHang());
        _events.Publish(1);
    }

    [Fact]
    public async Task A_source_waits_while_a_handler_has_too_much_waiting()
    {
        var stream = new EventStream<int>(_logger);
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        stream.Listen(_ => goOn.Task);
        await stream.PublishAsync(1, EventStream<int>.MaxWaiting).OrHang();
        var second = stream.PublishAsync(2, 1).AsTask();
        second.IsCompleted.ShouldBeFalse();

        goOn.SetResult();
        await second.OrHang();
    }

    [Fact]
    public async Task A_source_waits_for_a_reader_until_the_reader_reads_or_goes()
    {
        var stream = new EventStream<int>(_logger);
        var reader = stream.ReadAllAsync(CancellationToken.None).GetAsyncEnumerator();
        await stream.PublishAsync(1, EventStream<int>.MaxWaiting).OrHang();
        var second = stream.PublishAsync(2, 1).AsTask();
        second.IsCompleted.ShouldBeFalse();
        (await reader.MoveNextAsync().OrHang()).ShouldBeTrue();
        await second.OrHang();

        var third = stream.PublishAsync(3, EventStream<int>.MaxWaiting).AsTask();
        third.IsCompleted.ShouldBeFalse();
        await reader.DisposeAsync().OrHang();
        await third.OrHang();
    }

    [Fact]
    public async Task A_source_waits_for_the_first_listener_and_no_message_is_dropped()
    {
        var messages = Enumerable.Range(0, 10 * EventStream<int>.MaxKept).ToList();
        var size = EventStream<int>.MaxWaiting / messages.Count;
        foreach (var message in messages)
            await _events.PublishAsync(message, size).OrHang();
        var last = _events.PublishAsync(messages.Count, EventStream<int>.MaxWaiting).AsTask();
        last.IsCompleted.ShouldBeFalse();

        var read = _events.ReadAllAsync(CancellationToken.None).Take(messages.Count + 1).ToListAsync();
        (await read.OrHang()).ShouldBe([.. messages, messages.Count]);
        await last.OrHang();
        _logger.Lines.ShouldHaveSingleItem().ShouldStartWith("Warning: Nobody listens to the Int32s, so the messages among them wait");
    }

    [Fact]
    public async Task Of_events_and_messages_only_the_oldest_events_are_dropped()
    {
        _events.Publish(1);
        await _events.PublishAsync(2, 1).OrHang();
        for (var item = 0; item < EventStream<int>.MaxKept; item++)
            _events.Publish(3);
        _events.End();

        (await _events.ReadAllAsync(CancellationToken.None).ToListAsync().OrHang())
            .ShouldBe([2, .. Enumerable.Repeat(3, EventStream<int>.MaxKept)]);
    }

    [Fact]
    public async Task A_message_after_the_last_reader_has_gone_is_dropped_and_the_log_says_so_once()
    {
        var reader = _events.ReadAllAsync(CancellationToken.None).GetAsyncEnumerator();
        _events.Publish(1);
        (await reader.MoveNextAsync().OrHang()).ShouldBeTrue();
        await reader.DisposeAsync().OrHang();

        await _events.PublishAsync(2, 2 * EventStream<int>.MaxWaiting).OrHang();
        await _events.PublishAsync(3, 2 * EventStream<int>.MaxWaiting).OrHang();

        _logger.Lines.ShouldHaveSingleItem().ShouldStartWith("Warning: The app has stopped reading the Int32s");
    }

    [Fact]
    public async Task A_source_does_not_wait_after_the_end()
    {
        _ = _events.ReadAllAsync(CancellationToken.None);
        var waiting = _events.PublishAsync(2, 2 * EventStream<int>.MaxWaiting).AsTask();
        waiting.IsCompleted.ShouldBeFalse();
        _events.End();

        await waiting.OrHang();
        await _events.PublishAsync(3, 2 * EventStream<int>.MaxWaiting).OrHang();
    }
}
