using System.Buffers.Binary;
using FsCheck.Xunit;
using Skapi.Rtc.Managed.Congestion;
using Skapi.Rtc.Managed.Rtcp;
using Skapi.Rtc.Managed.Wire;

namespace Skapi.Rtc.Managed.Tests.Congestion;

/// <summary>The other side reports what it wants.</summary>
public class BandwidthEstimatorTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);
    private readonly BandwidthEstimator _estimator = new();
    private TimeSpan _now;

    [Property(MaxTest = 300)]
    public void Reports_of_any_content_keep_the_estimate_within_its_bounds(int seed)
    {
        var estimator = new BandwidthEstimator();
        var random = new Random(seed);
        var content = new byte[64];
        for (var now = TimeSpan.Zero; now < TimeSpan.FromSeconds(3); now += Interval)
        {
            for (var i = random.Next(5); i >= 0; i--)
                estimator.OnSent(random.Next(1, 1500), now);

            var sequence = estimator.OnSent(100, now);
            var writer = new WireWriter(content);
            var count = random.Next(1, 8);
            TransportFeedbackWriter.Write(
                ref writer, (ushort)(sequence - random.Next(10)), 0, [.. Enumerable.Range(0, count).Select(_ => ArrivalOf(random, now))]);
            if (random.Next(3) == 0)
                random.NextBytes(content.AsSpan(4, 3));

            if (TransportFeedback.TryRead(content.AsSpan(0, writer.Length), out var feedback))
                estimator.OnFeedback(feedback, now + TimeSpan.FromMilliseconds(random.Next(20)));

            if (now >= estimator.NextTimeout)
                estimator.HandleTimeout(now);

            estimator.Rate.ShouldBeInRange(RateControl.Min, RateControl.Max);
            estimator.TargetRate.ShouldBeInRange(RateControl.Min, RateControl.Max);
        }
    }

    [Fact]
    public void A_report_that_comes_again_changes_nothing()
    {
        Play(TimeSpan.FromSeconds(1), (_, sent) => sent);
        var (content, rate) = (Report(0, [_now]), _estimator.Rate);

        for (var i = 0; i < 100; i++)
            Handle(content);

        _estimator.Rate.ShouldBe(rate);
    }

    [Fact]
    public void Packets_that_are_said_to_be_missing_again_change_nothing()
    {
        Play(TimeSpan.FromSeconds(1), (_, sent) => sent);
        var lost = _estimator.OnSent(1000, _now);
        var content = Report(lost, [null]);
        Handle(content);
        _estimator.OnSent(1000, _now);
        var due = _estimator.NextTimeout.ShouldNotBeNull();

        Handle(content);

        _estimator.NextTimeout.ShouldBe(due);
    }

    [Fact]
    public void Reference_times_of_any_kind_do_not_add_up()
    {
        // Each report moves the clock by almost half of its range.
        var content = ReportAt(0, 0);
        for (var i = 0; i < 1_800_000; i++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(content, _estimator.OnSent(100, _now));
            BinaryPrimitives.WriteUInt32BigEndian(content.AsSpan(4), (uint)(((long)i * 0x7FFFFF) & 0xFFFFFF) << 8);
            Handle(content);
            _now += TimeSpan.FromMilliseconds(1);
        }

        Play(TimeSpan.FromSeconds(5), (_, sent) => sent);
        _estimator.Rate.ShouldBeGreaterThan(RateControl.Initial);
    }

    [Fact]
    public void A_report_that_says_nothing_new_does_not_move_the_clock()
    {
        Play(TimeSpan.FromMilliseconds(400), (_, sent) => sent);
        for (var i = 0; i < 100; i++)
            Handle(ReportAt(0, 0x7FFFFF));

        var rate = _estimator.Rate;
        Play(TimeSpan.FromSeconds(1), (_, sent) => sent);
        _estimator.Rate.ShouldBeGreaterThan(rate);
    }

    [Fact]
    public void A_clock_of_the_other_side_that_is_set_forward_starts_the_measurement_again()
    {
        Play(TimeSpan.FromMilliseconds(400), (_, sent) => sent);
        Play(TimeSpan.FromMilliseconds(20), (_, sent) => sent + TimeSpan.FromHours(10));
        var rate = _estimator.Rate;

        Play(TimeSpan.FromSeconds(5), (_, sent) => sent);

        _estimator.Rate.ShouldBeGreaterThan(rate);
        _estimator.Queue.ShouldBeLessThan(TimeSpan.FromMilliseconds(1));
    }

    [Fact]
    public void Reports_about_the_path_before_do_not_shorten_the_delay_of_a_longer_one()
    {
        Play(TimeSpan.FromSeconds(2), (_, sent) => sent + TimeSpan.FromMilliseconds(20));
        var late = _estimator.OnSent(1000, _now);
        var sentAt = _now;
        _estimator.OnPathChanged();
        _now += Interval;
        Handle(Report(late, [sentAt + TimeSpan.FromMilliseconds(20)]));

        Play(TimeSpan.FromSeconds(2), (_, sent) => sent + TimeSpan.FromMilliseconds(120));

        _estimator.Queue.ShouldBeLessThan(TimeSpan.FromMilliseconds(1));
    }

    [Fact]
    public void Arrivals_that_are_too_good_to_be_true_raise_the_estimate_only_with_what_was_sent()
    {
        // 400 kbit/s are sent, and all of it is said to arrive at one moment.
        Play(TimeSpan.FromSeconds(20), (_, _) => TimeSpan.FromSeconds(5));

        _estimator.Rate.ShouldBeLessThan(1_500_000);
    }

    [Fact]
    public void Without_reports_the_estimate_shrinks_and_never_below_its_minimum()
    {
        Play(TimeSpan.FromSeconds(1), (_, sent) => sent);
        var rate = _estimator.Rate;

        for (var i = 0; i < 1500; i++)
        {
            _estimator.OnSent(1000, _now);
            _now += Interval;
            if (_now >= _estimator.NextTimeout)
                _estimator.HandleTimeout(_now);
        }

        _estimator.Rate.ShouldBeLessThan(rate);
        _estimator.Rate.ShouldBe(RateControl.Min);
        _estimator.IsIgnored.ShouldBeFalse();
    }

    [Fact]
    public void A_side_that_never_reports_is_found_out()
    {
        for (var i = 0; i < 100 && !_estimator.IsIgnored; i++)
        {
            _estimator.OnSent(1000, _now);
            _now += Interval;
            if (_now >= _estimator.NextTimeout)
                _estimator.HandleTimeout(_now);
        }

        _estimator.IsIgnored.ShouldBeTrue();
        _estimator.IsKnown.ShouldBeFalse();
    }

    private static long ArrivalOf(Random random, TimeSpan now) =>
        random.Next(4) == 0 ? TransportFeedbackWriter.Missing : Units(now) + random.Next(-20_000, 20_000) + 40_000;

    private static long Units(TimeSpan time) => (long)(time.TotalSeconds * TransportFeedback.UnitsPerSecond);

    private static byte[] ReportAt(ushort number, int reference)
    {
        var content = Report(number, [TimeSpan.Zero]);
        BinaryPrimitives.WriteUInt32BigEndian(content.AsSpan(4), (uint)reference << 8);
        return content;
    }

    private static byte[] Report(ushort first, TimeSpan?[] arrivals)
    {
        var content = new byte[1200];
        var writer = new WireWriter(content);
        long[] units = [.. arrivals.Select(static at => at is { } time ? Units(time) : TransportFeedbackWriter.Missing)];
        TransportFeedbackWriter.Write(ref writer, first, 0, units);
        return content[..writer.Length];
    }

    private void Play(TimeSpan duration, Func<int, TimeSpan, TimeSpan> arrivalOf)
    {
        for (var end = _now + duration; _now < end; _now += Interval)
        {
            var number = _estimator.OnSent(1000, _now);
            Handle(Report(number, [arrivalOf(number, _now)]));
        }
    }

    private void Handle(byte[] content)
    {
        TransportFeedback.TryRead(content, out var feedback).ShouldBeTrue();
        _estimator.OnFeedback(feedback, _now);
    }
}
