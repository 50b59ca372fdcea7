using Skapi.Rtc.Managed.Rtcp;
using Skapi.Rtc.Peers;

namespace Skapi.Rtc.Managed.Tests.Core;

/// <summary>The transports of a side that sends pictures end, at whatever moment of a probe of the path.</summary>
public class MediaEndTests
{
    [Fact]
    public void Pictures_arrive_over_the_protected_path()
    {
        using var media = new CoreMedia();
        media.Send(4000);
        media.Pair.Run(TimeSpan.FromSeconds(1));

        media.FramesArrived.ShouldBe(1);
        media.Session.Bitrate.ShouldNotBeNull();
    }

    [Fact]
    public void A_probe_ends_when_the_other_side_closes()
    {
        for (var milliseconds = 0; milliseconds < 40; milliseconds++)
        {
            using var media = new CoreMedia();
            SendUntilReported(media);
            media.Pair.Run(TimeSpan.FromMilliseconds(milliseconds));
            media.Pair.Right.Core.Close(media.Pair.Now);
            media.Send(20_000);

            media.Pair.Run(TimeSpan.FromSeconds(2));

            media.Pair.Left.DtlsStates.ShouldContain(DtlsTransportState.Closed);
            (media.Session.NextTimeout > media.Pair.Now).ShouldBeTrue();
        }
    }

    [Fact]
    public void A_report_after_consent_has_expired_begins_no_probe()
    {
        using var media = new CoreMedia();
        byte[]? report = null;
        media.Pair.Tamper = (side, datagram) =>
        {
            if (side == 1 && RtcpPacket.IsRtcp(datagram))
                report ??= datagram;

            return side == 0 && report is null ? datagram : null;
        };
        media.Send(500);
        media.Send(4000);
        media.Pair.RunUntil(() => media.Pair.Left.Core.Ice.Current is null);

        media.Pair.Left.HandleFrom(media.Pair.Right.Address, report!);
        media.Pair.Run(TimeSpan.FromSeconds(2));

        media.Session.Bitrate.ShouldNotBeNull();
        media.Pair.Left.Core.IsReady.ShouldBeFalse();
    }

    private static void SendUntilReported(CoreMedia media)
    {
        media.Send(500);
        media.Send(500);
        media.Pair.RunUntil(() => media.Session.Bitrate is not null);
    }
}
