using Skapi.Rtc.Managed.Sctp.Packets;
using Skapi.Rtc.Managed.Sctp.Sending;
using Skapi.Rtc.Managed.Tests.Simulation;

namespace Skapi.Rtc.Managed.Tests.Sctp;

/// <summary>Many losses at once, as a receiver that was not scheduled for a while has them.</summary>
public class RecoveryTests
{
    // An acknowledgement reports 200 runs. What it leaves out looks lost, and its late acknowledgement must not count as a round trip.
    [Fact]
    public void The_late_acknowledgement_of_what_looked_lost_is_no_round_trip()
    {
        var queue = new SendQueue();
        var outstanding = new OutstandingData(1, queue, new RtoEstimator());
        queue.Enqueue(new SendOptions(1, SctpPair.Ppid), new byte[10], TimeSpan.Zero);
        queue.TryPeek(TimeSpan.Zero, isInterleaved: true, out _, out var message).ShouldBeTrue();
        outstanding.Add(new SentChunk { Message = message!, Length = 10, Transmissions = 1 });

        outstanding.MarkAllLost();
        var result = outstanding.HandleCumulative(1, TimeSpan.FromSeconds(8));

        result.AcknowledgedBytes.ShouldBe(10);
        result.RoundTrip.ShouldBeNull();
    }

    [Fact]
    public void More_gaps_than_an_acknowledgement_reports_are_repaired_quickly()
    {
        using var pair = SctpPair.Connected(faults: new NetworkFaults { Delay = TimeSpan.FromMilliseconds(10) });
        pair.Right.Keeps = false;
        var message = new byte[100];
        for (var i = 0; i < 50_000; i++)
            pair.Left.Association.Send(new SendOptions(1, SctpPair.Ppid), message, pair.Now);

        pair.Left.Drain();
        pair.RunUntil(() => pair.Right.ReceivedBytes > 3_000_000);
        var packets = 0;
        pair.Tamper = (side, packet) =>
            side == 0 && packet[SctpHeader.Size] == (byte)ChunkType.InterleavedData && packets++ < 1000 && packets % 2 == 0 ? null : packet;
        var start = pair.Now;

        pair.RunUntil(() => pair.Right.ReceivedBytes == 5_000_000, TimeSpan.FromMinutes(10));

        packets.ShouldBeGreaterThan(1000);
        (pair.Now - start).ShouldBeLessThan(TimeSpan.FromSeconds(2));
        pair.Left.Association.RoundTripTime!.Value.ShouldBeLessThan(TimeSpan.FromMilliseconds(40));
    }
}
