using Skapi.Protocol;
using Skapi.Rtc.Managed.Media;
using Skapi.Rtc.Managed.Rtcp;

namespace Skapi.Rtc.Managed.Tests.Media;

/// <summary>Reports of arrivals, and targets, follow what is negotiated.</summary>
public class TransportFeedbackTests
{
    [Fact]
    public void A_section_that_stops_sending_has_no_target_any_more()
    {
        using var pair = new MediaPair();
        var (left, _) = Add(pair);
        Send(pair, left);
        pair.Left.Targets[^1].ShouldNotBeNull();

        left.Apply(left.Parameters with { Sends = false });
        pair.Left.Session.OnNegotiated();

        pair.Left.Targets[^1].ShouldBeNull();
        left.Outgoing.TargetBitrate.ShouldBeNull();
    }

    [Fact]
    public void Without_the_extension_nothing_is_known_of_the_path()
    {
        using var pair = new MediaPair();
        var (left, _) = Add(pair);
        Send(pair, left);
        pair.Left.Session.Bitrate.ShouldNotBeNull();

        left.Apply(left.Parameters with { Extensions = new ExtensionNumbers { Mid = 1 } });
        pair.Left.Session.OnNegotiated();

        pair.Left.Session.Bitrate.ShouldBeNull();
        pair.Left.Targets[^1].ShouldBeNull();
    }

    [Fact]
    public void Sections_that_do_not_receive_report_no_arrivals()
    {
        using var pair = new MediaPair();
        var (left, right) = Add(pair);
        right.Apply(right.Parameters with { Receives = false });
        pair.Right.Session.OnNegotiated();
        var reports = 0;
        pair.Right.Passes = packet =>
        {
            reports += RtcpPacket.IsRtcp(packet) ? 1 : 0;
            return true;
        };

        Send(pair, left);

        reports.ShouldBe(0);
    }

    private static (Transceiver Left, Transceiver Right) Add(MediaPair pair) => pair.Add(
        "v", MediaKind.Video, rightSends: false,
        change: static parameters => parameters with { Extensions = new ExtensionNumbers { Mid = 1, TransportSequence = 3 } });

    private static void Send(MediaPair pair, Transceiver section) =>
        pair.Run(TimeSpan.FromSeconds(1), tick => pair.Left.Send(section, tick, size: 500));
}
