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
        pair.Left.Session.OnNegotiated(pair.Now);

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
        pair.Left.Session.OnNegotiated(pair.Now);

        pair.Left.Session.Bitrate.ShouldBeNull();
        pair.Left.Targets[^1].ShouldBeNull();
    }

    [Fact]
    public void Sections_that_do_not_receive_report_no_arrivals()
    {
        using var pair = new MediaPair();
        var (left, right) = Add(pair);
        right.Apply(right.Parameters with { Receives = false });
        pair.Right.Session.OnNegotiated(pair.Now);
        var reports = 0;
        pair.Right.Passes = packet =>
        {
            reports += RtcpPacket.IsRtcp(packet) ? 1 : 0;
            return true;
        };

        Send(pair, left);

        reports.ShouldBe(0);
    }

    [Fact]
    public void Sound_alone_is_reported_a_few_times_a_second_and_with_pictures_more_often()
    {
        using var pair = new MediaPair();
        var (sound, _) = Add(pair, "a", MediaKind.Audio);
        var reports = 0;
        pair.Right.Passes = packet =>
        {
            reports += RtcpPacket.IsRtcp(packet) ? 1 : 0;
            return true;
        };

        Send(pair, sound);
        var ofSound = reports;
        ofSound.ShouldBeInRange(3, 7);
        pair.Left.Session.Bitrate.ShouldNotBeNull();

        Add(pair);
        pair.Left.Session.OnNegotiated(pair.Now);
        pair.Right.Session.OnNegotiated(pair.Now);
        Send(pair, sound);
        (reports - ofSound).ShouldBeGreaterThan(ofSound);
    }

    private static (Transceiver Left, Transceiver Right) Add(MediaPair pair) => Add(pair, "v", MediaKind.Video);

    private static (Transceiver Left, Transceiver Right) Add(MediaPair pair, string mid, MediaKind kind) => pair.Add(
        mid, kind, rightSends: false,
        change: static parameters => parameters with { Extensions = new ExtensionNumbers { Mid = 1, TransportSequence = 3 } });

    private static void Send(MediaPair pair, Transceiver section) =>
        pair.Run(TimeSpan.FromSeconds(1), tick => pair.Left.Send(section, tick, size: 500));
}
