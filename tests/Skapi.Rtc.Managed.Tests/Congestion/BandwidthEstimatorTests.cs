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

    private static byte[] Report(ushort first, TimeSpan[] arrivals)
    {
        var content = new byte[1200];
        var writer = new WireWriter(content);
        TransportFeedbackWriter.Write(ref writer, first, 0, [.. arrivals.Select(Units)]);
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
