namespace Skapi.Rtc.Managed.Tests.Core;

/// <summary>Sides that change their addresses in the middle of a call, over networks that a seed chooses.</summary>
public class RoamingTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    [Fact]
    public void Data_go_on_within_three_seconds_after_one_side_changed_its_address()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var longest = Stream(seed, pair => (seed % 2 == 0 ? pair.Left : pair.Right).Move(Gap(seed)));

            longest.ShouldBeLessThan(TimeSpan.FromSeconds(3), $"seed {seed}");
        }
    }

    [Fact]
    public void Data_go_on_within_ten_seconds_after_both_sides_changed_their_addresses_at_once()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var longest = Stream(seed, pair =>
            {
                pair.Left.Move(Gap(seed));
                pair.Right.Move(Gap(seed + 1));
            });

            longest.ShouldBeLessThan(TimeSpan.FromSeconds(10), $"seed {seed}");
        }
    }

    [Fact]
    public void A_side_that_moves_again_and_again_keeps_its_data_and_holds_few_sockets()
    {
        using var pair = new RoamingPair(1, 0.02, TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(50));
        pair.RunUntilConnected();
        var until = pair.Now + TimeSpan.FromSeconds(60);
        pair.Left.Stream(until);
        for (var move = 0; move < 10; move++)
        {
            pair.Left.Move(TimeSpan.FromMilliseconds(100));
            pair.Run(TimeSpan.FromSeconds(5));
            pair.Left.Sockets.ShouldBeLessThanOrEqualTo(3);
        }

        pair.Run(TimeSpan.FromSeconds(30));

        pair.Right.Received.ShouldBe(Enumerable.Range(0, pair.Left.Sent));
        (pair.Left.Sockets, pair.Right.Sockets).ShouldBe((1, 1));
    }

    private static TimeSpan Gap(int seed) => TimeSpan.FromMilliseconds(new Random(seed).Next(500));

    private static TimeSpan Stream(int seed, Action<RoamingPair> change)
    {
        var random = new Random(seed);
        using var pair = new RoamingPair(
            seed,
            random.NextDouble() * 0.1,
            TimeSpan.FromMilliseconds(random.Next(5, 100)),
            TimeSpan.FromMilliseconds(random.Next(20, 250)));
        pair.RunUntilConnected();
        var until = pair.Now + Limit;
        pair.Left.Stream(until);
        pair.Right.Stream(until);
        pair.Run(TimeSpan.FromSeconds(2));
        change(pair);
        pair.Run(2 * Limit);

        (pair.Left.Failure, pair.Right.Failure).ShouldBe((null, null), $"seed {seed}");
        pair.Right.Received.ShouldBe(Enumerable.Range(0, pair.Left.Sent), $"seed {seed}");
        pair.Left.Received.ShouldBe(Enumerable.Range(0, pair.Right.Sent), $"seed {seed}");
        return new[] { pair.Left.LongestSilence, pair.Right.LongestSilence }.Max();
    }
}
