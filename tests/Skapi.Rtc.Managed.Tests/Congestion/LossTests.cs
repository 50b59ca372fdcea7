namespace Skapi.Rtc.Managed.Tests.Congestion;

/// <summary>Losses without a queue: those of a radio link do not depend on the rate, and those of a policer do.</summary>
public sealed class LossTests
{
    private const double MinUsed = 0.8;
    private const double MaxPoliced = 0.025;
    private static readonly TimeSpan MaxWait = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan Start = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Steady = TimeSpan.FromSeconds(20);

    public static TheoryData<int, double, int, int> Policers { get; } = SimulatedLines.Create([20, 100]);

    [Theory]
    [InlineData(2, 0.01)]
    [InlineData(2, 0.05)]
    [InlineData(2, 0.08)]
    [InlineData(10, 0.01)]
    [InlineData(10, 0.05)]
    [InlineData(10, 0.08)]
    public void Losses_of_a_radio_link_are_not_taken_for_a_full_line(double megabits, double loss)
    {
        using var call = new CallOverLine(
            1, megabits * 1e6, TimeSpan.FromMilliseconds(300), TimeSpan.FromMilliseconds(30), loss: loss);
        call.Run(Start);

        var (used, longest, _) = call.Run(Steady);

        used.ShouldBeGreaterThanOrEqualTo(MinUsed);
        longest.ShouldBeLessThan(MaxWait);
    }

    [Theory]
    [InlineData(1, 0.15, 500)]
    [InlineData(2, 0.3, 500)]
    [InlineData(3, 0.6, 500)]
    [InlineData(4, 0.15, 1000)]
    [InlineData(5, 0.3, 1000)]
    [InlineData(6, 0.6, 1000)]
    [InlineData(7, 0.15, 2000)]
    [InlineData(8, 0.3, 2000)]
    [InlineData(9, 0.6, 2000)]
    public void A_burst_of_losses_that_ends_by_itself_slows_the_call_for_five_seconds_at_most(int seed, double loss, int milliseconds)
    {
        using var call = new CallOverLine(
            seed, 5e6, TimeSpan.FromMilliseconds(300), TimeSpan.FromMilliseconds(30));
        call.Run(Start);
        call.Line.Loss = loss;
        call.Run(TimeSpan.FromMilliseconds(milliseconds));

        call.Line.Loss = 0;
        call.Run(Recovery);

        call.Run(Steady).Used.ShouldBeGreaterThanOrEqualTo(MinUsed);
    }

    [Theory]
    [MemberData(nameof(Policers))]
    public void Hardly_anything_is_lost_on_a_line_that_drops_what_exceeds_its_rate(int seed, double megabits, int burst, int delay)
    {
        using var call = CreatePoliced(seed, megabits, burst, delay);
        call.Run(Start);

        HardlyAnythingIsLost(call);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_policer_that_lets_less_pass_is_found_out_within_five_seconds(int seed)
    {
        using var call = CreatePoliced(seed, 4, 100, 20);
        call.Run(Start);
        call.Line.BitsPerSecond /= 4;
        call.Run(Recovery);

        HardlyAnythingIsLost(call);
    }

    [Fact]
    public void A_policer_that_lets_more_pass_is_found_out()
    {
        using var call = CreatePoliced(1, 1, 100, 20);
        call.Run(Start);
        call.Line.BitsPerSecond *= 4;
        call.Run(Steady);

        call.Run(Steady).Used.ShouldBeGreaterThanOrEqualTo(MinUsed);
    }

    private static void HardlyAnythingIsLost(CallOverLine call)
    {
        var (sent, dropped) = (call.Line.Sent, call.Line.Dropped);

        var (used, _, _) = call.Run(Steady);

        used.ShouldBeGreaterThanOrEqualTo(MinUsed);
        ((double)(call.Line.Dropped - dropped) / (call.Line.Sent - sent)).ShouldBeLessThan(MaxPoliced);
    }

    private static CallOverLine CreatePoliced(int seed, double megabits, int burst, int delay) => new(
        seed, megabits * 1e6, TimeSpan.Zero, TimeSpan.FromMilliseconds(delay),
        policedBurst: Math.Max(megabits * 1e6 / 8 * burst / 1000, 3000));
}
