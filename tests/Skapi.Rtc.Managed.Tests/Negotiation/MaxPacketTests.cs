using Skapi.Rtc.Managed.Negotiation;
using Skapi.Rtc.Managed.Sctp.Sending;
using Skapi.Rtc.Managed.Tests.Core;
using Skapi.Rtc.Managed.Tests.Simulation;
using Skapi.Rtc.Sdp;

namespace Skapi.Rtc.Managed.Tests.Negotiation;

/// <summary>libwebrtc ends a connection at a long DTLS record, and werift at a padding chunk, so only sides that ask are probed.</summary>
public class MaxPacketTests
{
    // The header of the record, the explicit nonce and the tag (RFC 6347, RFC 5288).
    private const int RecordOverhead = 13 + 8 + 16;

    private const int Messages = 64;
    private const int LoopbackMtu = 65_507;

    private const string Section = "m=application 9 UDP/DTLS/SCTP webrtc-datachannel";

    [Fact]
    public void Own_descriptions_say_what_this_side_receives() =>
        MaxPacket.Of(new SdpSection(Section, MaxPacket.Line)).ShouldBe(MaxPacket.Own);

    [Theory]
    [InlineData("")]
    [InlineData("16385")]
    [InlineData("1187")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("99999999999999999999")]
    [InlineData("9000 ")]
    public void A_value_that_makes_no_sense_counts_as_none(string value) =>
        MaxPacket.Of(new SdpSection(Section, $"a=skapi-max-packet:{value}")).ShouldBe(MaxPacket.Default);

    [Fact]
    public void A_side_that_does_not_say_so_gets_no_probe()
    {
        LongestDatagram(MaxPacket.Of(new SdpSection(Section))).ShouldBe(MaxPacket.Default + RecordOverhead);
    }

    [Fact]
    public void A_side_that_says_so_gets_long_datagrams_where_the_path_carries_them()
    {
        LongestDatagram(MaxPacket.Own).ShouldBe(MaxPacket.Own + RecordOverhead);
    }

    private static int LongestDatagram(int maxPacket)
    {
        var longest = 0;
        using var pair = new CorePair(faults: new NetworkFaults { Mtu = LoopbackMtu })
        {
            MaxPacket = maxPacket,
            Tamper = (_, datagram) =>
            {
                longest = Math.Max(longest, datagram.Length);
                return datagram;
            },
        };
        pair.Start();
        pair.RunUntil(() => pair.IsEstablished);
        for (var message = 0; message < Messages; message++)
            pair.Left.Send(new SendOptions(0, CorePair.Ppid), new byte[256 * 1024]);

        pair.RunUntil(() => pair.Right.Received.Count == Messages);
        return longest;
    }
}
