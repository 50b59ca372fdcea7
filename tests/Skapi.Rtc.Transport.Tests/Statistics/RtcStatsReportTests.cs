using Skapi.Protocol;
using Skapi.Rtc.Statistics;

namespace Skapi.Rtc.Transport.Tests.Statistics;

public sealed class RtcStatsReportTests
{
    [Fact]
    public void Objects_refer_to_each_other_and_have_only_the_members_with_a_value()
    {
        var report = RtcStatsReport.Of(new RtcStats
        {
            Timestamp = DateTimeOffset.UnixEpoch.AddSeconds(2),
            OutboundRtp =
            [
                new OutboundRtpStats(MediaKind.Video, "1")
                {
                    Ssrc = 7, Codec = new CodecStats("video/VP8", 96, 90000), PacketsSent = 3, PacketsLost = 1, FractionLost = 0.5,
                    RoundTripTime = TimeSpan.FromMilliseconds(250),
                },
            ],
        });

        var remote = report.Values.Single(static item => (string)item["type"] == "remote-inbound-rtp");
        remote["roundTripTime"].ShouldBe(0.25);
        remote["timestamp"].ShouldBe(2000.0);
        remote.Keys.ShouldNotContain("jitter");
        var own = report[(string)remote["localId"]];
        (own["type"], own["packetsSent"], own["remoteId"]).ShouldBe(("outbound-rtp", 3L, remote["id"]));
        report[(string)own["codecId"]]["mimeType"].ShouldBe("video/VP8");
        report.Values.ShouldNotContain(static item => (string)item["type"] == "candidate-pair");
    }
}
