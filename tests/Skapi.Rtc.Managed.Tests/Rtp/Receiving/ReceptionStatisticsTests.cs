using Skapi.Rtc.Managed.Rtp;
using Skapi.Rtc.Managed.Rtp.Receiving;

namespace Skapi.Rtc.Managed.Tests.Rtp.Receiving;

public class ReceptionStatisticsTests
{
    private readonly ReceptionStatistics _statistics = new(clockRate: 8000);

    [Fact]
    public void Lost_packets_are_those_that_are_missing_between_the_first_and_the_highest()
    {
        Arrive(65534, 65535, 1, 4, 3);

        _statistics.Lost.ShouldBe(2);
        _statistics.HighestSequence.ShouldBe(65536u + 4);
        _statistics.TakeLoss().ShouldBe(((byte)(2 * 256 / 7), 2));

        // What comes late was counted as lost before.
        Arrive(0, 2, 5);
        _statistics.TakeLoss().ShouldBe(((byte)0, 0));
    }

    [Fact]
    public void A_packet_before_the_first_one_counts()
    {
        Arrive(0, 65535);

        _statistics.Lost.ShouldBe(0);
    }

    [Fact]
    public void A_steady_source_has_no_jitter_and_one_that_is_late_by_turns_has()
    {
        for (var number = 0; number < 200; number++)
            Arrive(number, TimeSpan.FromMilliseconds(20 * number));
        _statistics.Jitter.ShouldBe(TimeSpan.Zero);

        for (var number = 200; number < 400; number++)
            Arrive(number, TimeSpan.FromMilliseconds((20 * number) + (number % 2 * 10)));
        _statistics.Jitter.TotalMilliseconds.ShouldBe(10, tolerance: 0.1);
    }

    private void Arrive(params int[] sequences)
    {
        foreach (var sequence in sequences)
            Arrive(sequence, TimeSpan.Zero);
    }

    private void Arrive(int number, TimeSpan at) =>
        _statistics.Add(new RtpHeader { Sequence = (ushort)number, Timestamp = (uint)(160 * number) }, 160, at);
}
