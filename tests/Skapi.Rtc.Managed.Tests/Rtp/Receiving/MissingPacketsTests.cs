using Skapi.Rtc.Managed.Rtp.Receiving;

namespace Skapi.Rtc.Managed.Tests.Rtp.Receiving;

public class MissingPacketsTests
{
    private static readonly TimeSpan RoundTrip = TimeSpan.FromMilliseconds(100);
    private readonly MissingPackets _missing = new();

    [Fact]
    public void Packets_that_overtook_each_other_are_not_requested()
    {
        Arrive(1, 3, 2);

        Collect(TimeSpan.FromSeconds(1)).ShouldBeEmpty();
        _missing.NextTimeout.ShouldBeNull();
    }

    [Fact]
    public void A_missing_packet_is_requested_soon_and_again_after_a_round_trip()
    {
        Arrive(65534 + 65536, 65538 + 65536);
        var first = _missing.NextTimeout!.Value;
        first.ShouldBeLessThan(RoundTrip);

        Collect(first).ShouldBe([65535, 0, 1]);
        Collect(first + RoundTrip).ShouldBeEmpty();
        Collect(first + (RoundTrip * 5 / 4)).ShouldBe([65535, 0, 1]);
    }

    [Fact]
    public void A_packet_is_given_up_after_some_requests()
    {
        Arrive(1, 3);

        var requests = 0;
        while (_missing.NextTimeout is { } due)
            requests += Collect(due).Length;

        requests.ShouldBe(8);
    }

    [Fact]
    public void What_is_abandoned_or_lost_in_masses_is_not_requested()
    {
        Arrive(1, 3, 5);
        _missing.Abandon(4);
        Collect(RoundTrip).ShouldBe([4]);

        _missing.OnPacket(6, TimeSpan.Zero).ShouldBeTrue();
        _missing.OnPacket(100_000, TimeSpan.Zero).ShouldBeFalse();

        Collect(TimeSpan.FromSeconds(9)).ShouldBeEmpty();
    }

    private void Arrive(params ulong[] indexes)
    {
        foreach (var index in indexes)
            _missing.OnPacket(index, TimeSpan.Zero);
    }

    private ushort[] Collect(TimeSpan now)
    {
        var sequences = new ushort[MissingPackets.MaxMissing];
        return sequences[.._missing.Collect(now, RoundTrip, sequences)];
    }
}
