using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Skapi.Protocol;
using Skapi.Rtc.Managed.Rtcp;

namespace Skapi.Rtc.Managed.Tests.Media;

public sealed class MediaMetricsTests : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, long> _counters = new();
    private readonly ConcurrentDictionary<string, double> _largest = new();
    private readonly int _thread = Environment.CurrentManagedThreadId;

    public MediaMetricsTests()
    {
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Meter.Name == "Skapi.Rtc.Managed")
                listener.EnableMeasurementEvents(instrument);
        };

        // Other tests run meanwhile, on other threads.
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            if (Environment.CurrentManagedThreadId == _thread)
                _counters.AddOrUpdate($"{instrument.Name} {tags[0].Value} {instrument.Unit}", value, (_, sum) => sum + value);
        });
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) =>
        {
            if (Environment.CurrentManagedThreadId == _thread)
                _largest.AddOrUpdate($"{instrument.Name} {tags[0].Value} {instrument.Unit}", value, (_, most) => Math.Max(most, value));
        });
        _listener.Start();
    }

    public void Dispose() => _listener.Dispose();

    [Fact]
    public void What_is_sent_and_received_is_counted_by_kind()
    {
        var pair = new MediaPair();
        var (audio, _) = pair.Add("a", MediaKind.Audio, rightSends: false);
        var (video, right) = pair.Add("v", MediaKind.Video, rightSends: false);
        var count = 0;
        pair.Left.Passes = packet => RtcpPacket.IsRtcp(packet) || ++count % 10 != 0;

        pair.Run(TimeSpan.FromSeconds(5), tick =>
        {
            pair.Left.Send(audio, tick);
            pair.Left.Send(video, tick, size: 3000);
        });
        pair.Right.Session.RequestKeyFrame(right, pair.Now);
        pair.Run(TimeSpan.FromSeconds(1));
        var frames = pair.Right.Frames.Count(static frame => frame.Mid == "v");
        pair.Dispose();

        _counters["skapi.rtc.media.sent.packets audio {packet}"].ShouldBe(audio.Outgoing.Packets);
        _counters["skapi.rtc.media.sent.packets video {packet}"].ShouldBe(video.Outgoing.Packets);
        _counters["skapi.rtc.media.sent.bytes video By"].ShouldBe(video.Outgoing.Bytes);
        _counters["skapi.rtc.media.sent.retransmissions video {packet}"].ShouldBe(video.Outgoing.Retransmissions);
        _counters["skapi.rtc.media.received.packets audio {packet}"].ShouldBeLessThan(audio.Outgoing.Packets);
        _counters["skapi.rtc.media.received.bytes video By"].ShouldBeGreaterThan(100_000);
        _counters["skapi.rtc.media.received.frames video {frame}"].ShouldBe(frames);
        _counters["skapi.rtc.media.keyframe.requests video {request}"].ShouldBeGreaterThanOrEqualTo(1);
        _largest["skapi.rtc.media.sent.loss audio 1"].ShouldBeGreaterThan(0.02);
        _largest["skapi.rtc.media.rtt video s"].ShouldBe(0.01, 0.001);
        _largest.ShouldContainKey("skapi.rtc.media.received.jitter video s");
    }
}
