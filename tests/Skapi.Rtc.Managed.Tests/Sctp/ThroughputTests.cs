using Skapi.Rtc.Managed.Sctp.Sending;
using Skapi.Rtc.Managed.Tests.Simulation;

namespace Skapi.Rtc.Managed.Tests.Sctp;

/// <summary>What an association makes of a line with a bandwidth, a delay and a queue, in virtual time.</summary>
public class ThroughputTests
{
    private const double Megabyte = 1e6;

    [Theory]
    [InlineData(1, 100)]
    [InlineData(20, 50)]
    [InlineData(50, 20)]
    [InlineData(50, 40)]
    [InlineData(200, 10)]
    public void A_line_without_losses_is_used(int roundTrip, int megabytes) =>
        Measure(roundTrip, megabytes, queueRoundTrips: 1).ShouldBeGreaterThan(0.9 * megabytes);

    [Theory]
    [InlineData(20, 50)]
    [InlineData(50, 20)]
    public void A_line_with_a_short_queue_is_used(int roundTrip, int megabytes) =>
        Measure(roundTrip, megabytes, queueRoundTrips: 0.1).ShouldBeGreaterThan(0.8 * megabytes);

    [Theory]
    [InlineData(20, 20, 1)]
    [InlineData(50, 20, 1)]
    [InlineData(50, 20, 2)]
    [InlineData(50, 20, 3)]
    [InlineData(50, 20, 4)]
    public void A_line_that_loses_one_percent_is_used(int roundTrip, int megabytes, int seed) =>
        Measure(roundTrip, megabytes, queueRoundTrips: 1, loss: 0.01, seed: seed).ShouldBeGreaterThan(0.5 * megabytes);

    // Standard TCP would reach about 130 kB/s: 1.22 packets by the square root of the loss, each round trip.
    [Fact]
    public void A_line_that_loses_five_percent_still_carries_more_than_standard_tcp() =>
        Measure(50, 20, queueRoundTrips: 1, loss: 0.05).ShouldBeGreaterThan(0.3);

    [Fact]
    public void Reordering_is_not_taken_for_loss() =>
        Measure(50, 20, queueRoundTrips: 1, jitter: 5).ShouldBeGreaterThan(0.7 * 20);

    [Fact]
    public void Two_flows_share_a_line()
    {
        using var line = new SharedLine(
            seed: 1, bytesPerSecond: 10 * Megabyte, TimeSpan.FromMilliseconds(20), queueBytes: 400_000, flows: 2);

        line.Run(TimeSpan.FromSeconds(20));

        var (one, other) = (line.ReceivedBytes(0), line.ReceivedBytes(1));
        (one + other).ShouldBeGreaterThan((long)(0.8 * 20 * 10 * Megabyte));
        Math.Min(one, other).ShouldBeGreaterThan(Math.Max(one, other) / 5);
    }

    // Megabytes a second after the start, over three seconds.
    private static double Measure(int roundTrip, int megabytes, double queueRoundTrips, double loss = 0, int jitter = 0, int seed = 1)
    {
        var rate = megabytes * Megabyte;
        var faults = new NetworkFaults
        {
            Delay = TimeSpan.FromMilliseconds(roundTrip / 2.0),
            BytesPerSecond = rate,
            QueueBytes = (int)Math.Max(rate * roundTrip / 1000 * queueRoundTrips, 60_000),
            Loss = loss,
            Jitter = TimeSpan.FromMilliseconds(jitter),
        };
        using var pair = SctpPair.Connected(seed, faults);
        pair.Right.Keeps = false;
        Send(pair, TimeSpan.FromSeconds(3));
        var before = pair.Right.ReceivedBytes;
        Send(pair, TimeSpan.FromSeconds(3));
        return (pair.Right.ReceivedBytes - before) / 3 / Megabyte;
    }

    private static void Send(SctpPair pair, TimeSpan duration)
    {
        var message = new byte[64 * 1024];
        for (var end = pair.Now + duration; pair.Now < end;)
        {
            while (pair.Left.Association.BufferedBytes < 2 * Megabyte)
                pair.Left.Send(new SendOptions(1, SctpPair.Ppid), message);

            pair.Run(TimeSpan.FromMilliseconds(5));
        }
    }
}
