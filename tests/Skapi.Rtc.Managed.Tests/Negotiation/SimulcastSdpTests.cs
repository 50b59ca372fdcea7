using Skapi.Protocol;
using Skapi.Rtc.Managed.Media;
using Skapi.Rtc.Managed.Negotiation;
using Skapi.Rtc.Sdp;

namespace Skapi.Rtc.Managed.Tests.Negotiation;

public class SimulcastSdpTests
{
    private static readonly IReadOnlyList<MediaFormat> Formats = MediaFormats.Own(MediaKind.Video);

    [Theory]
    [InlineData("send low;mid;high", "low")]
    [InlineData("send ~low;mid;high", "mid")]
    [InlineData("send low,mid;high", "low")]
    [InlineData("recv mid send high;low", "high")]
    [InlineData("send unknown;mid", "mid")]
    [InlineData("send other-codec;mid", "mid")]
    [InlineData("recv mid", null)]
    [InlineData("send", null)]
    [InlineData("send ;,~", null)]
    public void The_first_layer_that_can_be_used_is_received(string simulcast, string? expected)
    {
        var section = new SdpSection(
            "m=video 9 UDP/TLS/RTP/SAVPF 96", "a=rid:low send", "a=rid:mid send max-width=320;pt=96", "a=rid:high send pt=35,96",
            "a=rid:other-codec send pt=35", $"a=simulcast:{simulcast}");

        SimulcastSdp.Choose(section, Formats)?.Rid.ShouldBe(expected);
        (SimulcastSdp.Choose(section, Formats) is null).ShouldBe(expected is null);
    }

    [Fact]
    public void The_payload_types_of_a_layer_are_those_of_the_answer()
    {
        var remote = new SdpSection(
            "m=video 9 UDP/TLS/RTP/SAVPF 35 96", "a=rid:a send max-fps=30;pt=35,96;max-width=320", "a=simulcast:send a");
        var local = new SdpSection("m=video 9 UDP/TLS/RTP/SAVPF 96");

        SimulcastSdp.Write(local, SimulcastSdp.Choose(remote, Formats)!);

        local.Attributes("rid").ShouldBe(["a recv max-fps=30;pt=96;max-width=320"]);
    }

    [Fact]
    public void A_layer_is_negotiated_if_both_sides_name_it()
    {
        var remote = new SdpSection("m=video 9 UDP/TLS/RTP/SAVPF 96", "a=rid:a send max-fps=30", "a=rid:b send", "a=simulcast:send a;b");
        var local = new SdpSection("m=video 9 UDP/TLS/RTP/SAVPF 96");
        SimulcastSdp.Write(local, SimulcastSdp.Choose(remote, Formats)!);

        local.Attributes("rid").ShouldBe(["a recv max-fps=30"]);
        local.Attribute("simulcast").ShouldBe("recv a");
        SimulcastSdp.Negotiated(local, remote)!.Rid.ShouldBe("a");
        SimulcastSdp.Negotiated(local, new SdpSection("m=video 9 UDP/TLS/RTP/SAVPF 96")).ShouldBeNull();
    }
}
