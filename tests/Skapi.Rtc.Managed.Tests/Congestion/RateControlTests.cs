using Skapi.Rtc.Managed.Congestion;

namespace Skapi.Rtc.Managed.Tests.Congestion;

/// <summary>Probes, with a policer and without one.</summary>
public class RateControlTests
{
    private const double Probed = 10_000_000;
    private static readonly TimeSpan Duration = TimeSpan.FromMilliseconds(500);
    private readonly RateControl _control = new();
    private TimeSpan _now = TimeSpan.FromSeconds(10);

    [Fact]
    public void A_probe_raises_the_rate()
    {
        _control.OnProbed(Probed);

        _control.Rate.ShouldBe(Probed);
    }

    [Fact]
    public void A_probe_changes_nothing_while_losses_are_tried_with_a_lower_rate()
    {
        Report(lost: 40).ShouldBeTrue();
        var rate = _control.Rate;

        _control.OnProbed(Probed);

        _control.Rate.ShouldBe(rate);
        rate.ShouldBeLessThan(RateControl.Initial);
    }

    [Fact]
    public void A_probe_raises_the_rate_no_further_than_a_policer_lets_pass()
    {
        Report(lost: 40).ShouldBeTrue();
        var tried = _control.Rate;
        for (var i = 0; i < 10; i++)
            Report(lost: 0);

        _control.OnSilence();
        _control.OnProbed(Probed);

        _control.IsPoliced.ShouldBeTrue();
        _control.Rate.ShouldBe(tried, tolerance: 1);
    }

    private bool Report(int lost) => _control.OnReport(
        new PathReport
        {
            Delivered = _control.Rate, Lost = lost / 100.0, Period = new LossPeriod(100, lost, Duration), SentAt = _now,
        },
        _now += Duration);
}
