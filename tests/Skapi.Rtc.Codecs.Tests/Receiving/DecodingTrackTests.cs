using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Skapi.Protocol;
using Skapi.Rtc.Codecs.Receiving;
using Skapi.Rtc.Media;

namespace Skapi.Rtc.Codecs.Tests.Receiving;

public sealed class DecodingTrackTests : IAsyncDisposable
{
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(20);

    private readonly FakeTimeProvider _time = new();
    private readonly PushedTrack _inner = new();
    private readonly DecodingTrack _track;
    private int _count;

    public DecodingTrackTests() => _track = new DecodingTrack(_inner, _time, NullLogger.Instance);

    [Fact]
    public void It_is_the_same_track()
    {
        _track.Id.ShouldBe(_inner.Id);
        _track.Kind.ShouldBe(MediaKind.Audio);
        _track.StreamIds.ShouldBe(_inner.StreamIds);
    }

    [Fact]
    public void Nothing_is_decoded_without_a_handler()
    {
        Push(10);
        _inner.HasHandlers.ShouldBeFalse();

        var handler = _track.OnAudioFrame(_ => _count++);
        Push(20);
        _count.ShouldBeInRange(14, 20);

        handler.Dispose();
        Push(20);
        _inner.HasHandlers.ShouldBeFalse();
        _track.Statistics.Decoded.ShouldBeLessThan(25);
    }

    [Fact]
    public void Handlers_can_come_back()
    {
        _track.OnAudioFrame(_ => _count++).Dispose();
        Push(100);

        using var handler = _track.OnAudioFrame(_ => _count++);
        Push(20);

        _count.ShouldBeInRange(14, 20);
    }

    [Fact]
    public void The_time_of_the_sound_goes_on_when_handlers_come_back()
    {
        var last = TimeSpan.Zero;
        var handler = _track.OnAudioFrame(frame => last = frame.Timestamp);
        Push(50);
        handler.Dispose();
        Push(50);
        var before = last;

        using var again = _track.OnAudioFrame(frame => last = frame.Timestamp);
        Push(50);

        before.ShouldBe(Frame * 46, Frame * 4);
        last.ShouldBe(Frame * 146, Frame * 4);
    }

    [Fact]
    public void Without_packets_no_timer_runs()
    {
        var time = new CountingTime();
        var track = new DecodingTrack(_inner, time, NullLogger.Instance);
        using var handler = track.OnAudioFrame(_ => _count++);
        time.IsTicking.ShouldBeFalse();

        _inner.Push(new EncodedFrame(MediaCodec.Pcmu, new byte[160], TimeSpan.Zero, isKeyFrame: true));
        time.IsTicking.ShouldBeTrue();
        for (var i = 0; i < 50; i++)
            time.Advance(Frame);

        _count.ShouldBe(11);
        time.IsTicking.ShouldBeFalse();
        _inner.Push(new EncodedFrame(MediaCodec.Pcmu, new byte[160], Frame * 50, isKeyFrame: true));
        for (var i = 0; i < 10; i++)
            time.Advance(Frame);

        _count.ShouldBeGreaterThan(12);
    }

    [Fact]
    public void A_handler_that_the_transport_refuses_is_not_kept()
    {
        _inner.IsRefusing = true;
        Should.Throw<InvalidOperationException>(() => _track.OnAudioFrame(_ => _count++));

        _inner.IsRefusing = false;
        using var handler = _track.OnAudioFrame(_ => _count += 1000);
        Push(20);

        _count.ShouldBeGreaterThan(0);
        (_count % 1000).ShouldBe(0);
    }

    [Fact]
    public void A_handler_that_throws_does_not_stop_the_others()
    {
        using var throwing = _track.OnAudioFrame(_ => throw new InvalidOperationException("The app's handler fails."));
        using var handler = _track.OnAudioFrame(_ => _count++);

        Push(20);

        _count.ShouldBeGreaterThan(10);
    }

    [Fact]
    public async Task Nothing_is_delivered_after_disposing()
    {
        using var handler = _track.OnAudioFrame(_ => _count++);
        Push(20);

        await _track.DisposeAsync();
        var before = _count;
        Push(20);

        _count.ShouldBe(before);
        _inner.HasHandlers.ShouldBeFalse();
        using var late = _track.OnAudioFrame(_ => _count++);
        Push(20);
        _count.ShouldBe(before);
    }

    [Fact]
    public void Failures_are_counted_and_the_first_is_logged()
    {
        var log = new CountingLogger();
        var track = new DecodingTrack(_inner, _time, log);
        using var handler = track.OnAudioFrame(_ => _count++);

        for (var i = 0; i < 20; i++)
        {
            // Four equal frames of 20 ms would need a multiple of four bytes after the header.
            _inner.Push(new EncodedFrame(MediaCodec.Opus, [0x7b, 0x04, 0x01], Frame * 4 * i, isKeyFrame: true));
            _time.Advance(Frame * 4);
        }

        track.Statistics.Failed.ShouldBeGreaterThan(10);
        log.Warnings.ShouldBe(1);
        _count.ShouldBeGreaterThan(10);
    }

    public ValueTask DisposeAsync() => _track.DisposeAsync();

    private void Push(int count)
    {
        for (var i = 0; i < count; i++)
        {
            _inner.Push(new EncodedFrame(MediaCodec.Pcmu, new byte[160], _time.GetElapsedTime(0), isKeyFrame: true));
            _time.Advance(Frame);
        }
    }

    private sealed class PushedTrack : IRemoteTrack
    {
        private readonly FrameHandlers<EncodedFrame> _handlers = new();

        public string Id => "a track";

        public MediaKind Kind => MediaKind.Audio;

        public IReadOnlyList<string> StreamIds => ["a stream"];

        public bool IsRefusing { get; set; }

        public bool HasHandlers => _handlers.Any;

        public void Push(EncodedFrame frame) => _handlers.Invoke(frame);

        public IDisposable OnVideoFrame(Action<VideoFrame> handler) => throw new NotSupportedException();

        public IDisposable OnAudioFrame(Action<AudioFrame> handler) => throw new NotSupportedException();

        public IDisposable OnEncodedFrame(Action<EncodedFrame> handler) =>
            IsRefusing ? throw new InvalidOperationException("The transport fails.") : _handlers.Add(handler);

        public void RequestKeyFrame() => throw new NotSupportedException();
    }

    // A clock that knows whether the last timer ticks.
    private sealed class CountingTime : FakeTimeProvider
    {
        public bool IsTicking { get; private set; }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            IsTicking = period != Timeout.InfiniteTimeSpan;
            return new Watched(this, base.CreateTimer(callback, state, dueTime, period));
        }

        private sealed class Watched(CountingTime time, ITimer inner) : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period)
            {
                time.IsTicking = period != Timeout.InfiniteTimeSpan;
                return inner.Change(dueTime, period);
            }

            public void Dispose() => inner.Dispose();

            public ValueTask DisposeAsync() => inner.DisposeAsync();
        }
    }

    private sealed class CountingLogger : ILogger
    {
        public int Warnings { get; private set; }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Warnings += logLevel == LogLevel.Warning ? 1 : 0;
    }
}
