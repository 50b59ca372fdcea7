using Skapi.Rtc.Managed.Rtp;

namespace Skapi.Rtc.Managed.Tests.Rtp;

public class RtpHeaderTests
{
    [Fact]
    public void A_header_is_read_as_it_was_written()
    {
        var packet = new byte[RtpHeader.FixedSize + 3];
        new RtpHeader { Marker = true, PayloadType = 96, Sequence = 0x1234, Timestamp = 0x56789abc, Ssrc = 0xdef01234 }
            .Write(packet, hasExtensions: false);

        RtpHeader.TryRead(packet, out var header).ShouldBeTrue();

        header.Marker.ShouldBeTrue();
        header.PayloadType.ShouldBe((byte)96);
        header.Sequence.ShouldBe((ushort)0x1234);
        header.Timestamp.ShouldBe(0x56789abcu);
        header.Ssrc.ShouldBe(0xdef01234u);
        header.TryGetPayload(packet, out var payload).ShouldBeTrue();
        payload.Length.ShouldBe(3);
    }

    [Fact]
    public void Contributing_sources_extensions_and_padding_are_not_payload()
    {
        // Two contributing sources, one word of extensions, four bytes of payload, and padding of three.
        var packet = Convert.FromHexString(
            "B2600001" + "00000002" + "00000003" + "0000000A0000000B" + "BEDE0001" + "10610000" + "C0FFEE01" + "000003");

        RtpHeader.TryRead(packet, out var header).ShouldBeTrue();

        header.TryGetPayload(packet, out var payload).ShouldBeTrue();
        Convert.ToHexString(payload).ShouldBe("C0FFEE01");
        HeaderExtensions.TryFind(header.ExtensionProfile, header.ExtensionsOf(packet), 1, out var value).ShouldBeTrue();
        Convert.ToHexString(value).ShouldBe("61");
    }

    [Theory]
    [InlineData("80600001000000020000")]
    [InlineData("406000010000000200000003")]
    [InlineData("8F6000010000000200000003")]
    [InlineData("906000010000000200000003BEDE")]
    [InlineData("906000010000000200000003BEDE00010000")]
    public void A_packet_that_is_shorter_than_its_header_is_refused(string packet) =>
        RtpHeader.TryRead(Convert.FromHexString(packet), out _).ShouldBeFalse();

    [Theory]
    [InlineData("A06000010000000200000003")]
    [InlineData("A0600001000000020000000300")]
    [InlineData("A0600001000000020000000305")]
    public void Padding_that_is_longer_than_the_payload_is_refused(string hex)
    {
        var packet = Convert.FromHexString(hex);
        RtpHeader.TryRead(packet, out var header).ShouldBeTrue();

        header.TryGetPayload(packet, out _).ShouldBeFalse();
    }
}
