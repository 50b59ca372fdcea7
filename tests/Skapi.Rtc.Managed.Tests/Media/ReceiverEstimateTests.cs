using System.Buffers.Binary;
using Skapi.Protocol;
using Skapi.Rtc.Managed.Media;

namespace Skapi.Rtc.Managed.Tests.Media;

/// <summary>The other side says how much it wants (REMB).</summary>
public class ReceiverEstimateTests
{
    [Fact]
    public void Without_other_reports_it_is_the_rate_of_the_path()
    {
        using var pair = new MediaPair();
        var left = Add(pair, hasReports: false);
        Send(pair, left);
        pair.Left.Session.Bitrate.ShouldBeNull();

        Report(pair, 500_000);

        pair.Left.Session.Bitrate.ShouldBe(500_000);
        pair.Left.Targets[^1]!.Value.ShouldBeInRange(450_000, 500_000);
    }

    [Fact]
    public void It_limits_a_higher_estimate_until_it_is_raised()
    {
        using var pair = new MediaPair();
        var left = Add(pair, hasReports: true);
        Send(pair, left);
        pair.Left.Session.Bitrate!.Value.ShouldBeGreaterThan(300_000);

        Report(pair, 100_000);
        pair.Left.Session.Bitrate.ShouldBe(100_000);
        pair.Left.Targets[^1]!.Value.ShouldBeLessThan(100_000);

        Report(pair, 10_000_000);
        pair.Left.Session.Bitrate!.Value.ShouldBeInRange(300_000, 9_999_999);
    }

    [Fact]
    public void Data_that_wait_do_not_take_a_part_of_it()
    {
        using var pair = new MediaPair();
        var left = Add(pair, hasReports: true);
        Send(pair, left);
        Report(pair, 100_000);
        var before = pair.Left.Targets[^1];

        pair.Left.Session.LimitData(isWaiting: true, pair.Now).ShouldNotBeNull();
        Report(pair, 100_000);

        pair.Left.Targets[^1].ShouldBe(before);
    }

    [Fact]
    public void What_was_not_negotiated_is_ignored()
    {
        using var pair = new MediaPair();
        var left = Add(pair, hasReports: false);
        left.Apply(left.Parameters with
        {
            Outgoing = [.. left.Parameters.Outgoing.Select(static format => format with { HasReceiverEstimate = false })],
        });
        pair.Left.Session.OnNegotiated(pair.Now);

        Report(pair, 500_000);

        pair.Left.Session.Bitrate.ShouldBeNull();
        pair.Left.Targets.ShouldBeEmpty();
    }

    [Fact]
    public void Negotiating_again_keeps_it()
    {
        using var pair = new MediaPair();
        var left = Add(pair, hasReports: false);
        Report(pair, 500_000);
        var targets = pair.Left.Targets.Count;

        left.Apply(left.Parameters);
        pair.Left.Session.OnNegotiated(pair.Now);

        pair.Left.Session.Bitrate.ShouldBe(500_000);
        pair.Left.Targets.Count.ShouldBe(targets);
    }

    [Fact]
    public void It_ends_with_the_path_that_it_is_about()
    {
        using var pair = new MediaPair();
        Add(pair, hasReports: false);
        Report(pair, 500_000);

        pair.Left.Session.OnPathChanged();

        pair.Left.Session.Bitrate.ShouldBeNull();
    }

    private static Transceiver Add(MediaPair pair, bool hasReports) => pair.Add(
        "v", MediaKind.Video, rightSends: false, change: parameters => parameters with
        {
            Extensions = new ExtensionNumbers { Mid = 1, TransportSequence = hasReports ? 3 : null },
        }).Left;

    private static void Send(MediaPair pair, Transceiver section) =>
        pair.Run(TimeSpan.FromSeconds(1), tick => pair.Left.Send(section, tick, size: 1000));

    // A packet with the rate in its mantissa, in units of 16.
    private static void Report(MediaPair pair, int bitsPerSecond)
    {
        var packet = Convert.FromHexString("8FCE0004000000010000000052454D4200000000");
        BinaryPrimitives.WriteInt32BigEndian(packet.AsSpan(16), (4 << 18) | (bitsPerSecond / 16));
        pair.Left.Handle(packet);
    }
}
