using Skapi.Rtc.Managed.Congestion;

namespace Skapi.Rtc.Managed.Tests.Congestion;

/// <summary>Losses that depend on the rate, and those that do not.</summary>
public class LossTrialTests
{
    private static readonly TimeSpan Duration = TimeSpan.FromMilliseconds(500);
    private readonly LossTrial _trial = new();
    private TimeSpan _now;

    [Fact]
    public void Losses_that_end_with_a_lower_rate_are_those_of_a_policer()
    {
        Until(LossTrialStep.Started, lost: 6);

        Until(LossTrialStep.Policed, lost: 0).ShouldBeLessThan(10);
        _trial.Inherent.ShouldBe(0);
    }

    [Fact]
    public void Losses_that_go_on_with_a_lower_rate_are_inherent_and_are_not_tried_again()
    {
        Until(LossTrialStep.Started, lost: 6);
        Until(LossTrialStep.Inherent, lost: 6).ShouldBeLessThan(10);

        _trial.Inherent.ShouldBeInRange(0.02, 0.06);
        for (var i = 0; i < 100; i++)
            Next(lost: 6).ShouldBe(LossTrialStep.None);
    }

    [Fact]
    public void A_policer_behind_a_radio_link_is_tried()
    {
        Until(LossTrialStep.Started, lost: 4);
        Until(LossTrialStep.Inherent, lost: 4);

        Until(LossTrialStep.Started, lost: 20);

        _trial.IsRunning.ShouldBeTrue();
    }

    [Fact]
    public void A_radio_link_that_became_better_is_no_longer_expected_to_lose_packets()
    {
        Until(LossTrialStep.Started, lost: 10);
        Until(LossTrialStep.Inherent, lost: 10);

        for (var i = 0; i < 20; i++)
            Next(lost: 0);

        _trial.Inherent.ShouldBeLessThan(0.01);
    }

    [Fact]
    public void Few_losses_are_chance()
    {
        for (var i = 0; i < 100; i++)
            Next(lost: i % 2 == 0 ? 0 : 4).ShouldBe(LossTrialStep.None);
    }

    [Fact]
    public void Very_many_losses_are_tried_at_once()
    {
        Next(lost: 40).ShouldBe(LossTrialStep.Started);
    }

    [Fact]
    public void A_trial_ends_although_nothing_becomes_clear()
    {
        Until(LossTrialStep.Started, lost: 6);

        // This share is about as likely with both explanations: less than the one before, which is known only to be more than 2 %.
        var periods = 0;
        for (; _trial.IsRunning && periods < 100; periods++)
            Next(lost: periods % 6 == 5 ? 2 : 1);

        (periods * Duration).ShouldBeInRange(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(11));
    }

    private LossTrialStep Next(int lost) => _trial.OnPeriod(new LossPeriod(100, lost, Duration), _now += Duration);

    // Returns the number of periods.
    private int Until(LossTrialStep step, int lost)
    {
        for (var periods = 1; periods < 100; periods++)
        {
            if (Next(lost) is var next && next != LossTrialStep.None)
            {
                next.ShouldBe(step);
                return periods;
            }
        }

        throw new ShouldAssertException($"{step} did not come.");
    }
}
