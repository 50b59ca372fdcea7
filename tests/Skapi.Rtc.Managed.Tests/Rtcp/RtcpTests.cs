using Skapi.Rtc.Managed.Rtcp;
using Skapi.Rtc.Managed.Wire;

namespace Skapi.Rtc.Managed.Tests.Rtcp;

public class RtcpTests
{
    [Fact]
    public void A_compound_packet_is_read_as_it_was_written()
    {
        var block = new ReportBlock
        {
            Ssrc = 1, FractionLost = 2, Lost = -3, HighestSequence = 4, Jitter = 5, LastSenderReport = 6, DelaySinceSenderReport = 7,
        };
        var info = new SenderInfo { NtpTime = 0x0123456789abcdef, RtpTime = 8, Packets = 9, Bytes = 10 };
        var buffer = new byte[200];
        var writer = new RtcpWriter(buffer);
        writer.WriteSenderReport(42, info, [block]);
        writer.WriteSourceDescription(42, "a name"u8);
        writer.WriteFullIntraRequest(42, 43, 44);
        writer.WriteGoodbye(42);

        ReadOnlySpan<byte> rest = buffer.AsSpan(0, writer.Length);
        var report = Next(ref rest, RtcpType.SenderReport, 1);
        report.ReadUInt32().ShouldBe(42u);
        SenderInfo.Read(ref report).ShouldBe(info);
        ReportBlock.Read(ref report).ShouldBe(block);
        report.IsComplete.ShouldBeTrue();
        Next(ref rest, RtcpType.SourceDescription, 1).Remaining.ShouldBe(16);
        Next(ref rest, RtcpType.PayloadFeedback, FeedbackFormat.FullIntraRequest).Remaining.ShouldBe(16);
        Next(ref rest, RtcpType.Goodbye, 1).Remaining.ShouldBe(4);
        rest.IsEmpty.ShouldBeTrue();
    }

    [Theory]
    [InlineData(new[] { 7 })]
    [InlineData(new[] { 7, 8, 23, 24, 25, 100 })]
    [InlineData(new[] { 65530, 65535, 0, 3 })]
    public void Missing_sequence_numbers_are_read_as_they_were_written(int[] numbers)
    {
        ushort[] sequences = [.. numbers.Select(number => (ushort)number)];
        var buffer = new byte[100];
        var writer = new WireWriter(buffer);
        NackList.Write(ref writer, sequences);

        var read = new ushort[20];
        var count = NackList.Read(writer.Written, read);

        read[..count].ShouldBe(sequences);
    }

    [Fact]
    public void A_list_that_names_more_packets_than_there_is_room_for_is_cut()
    {
        var read = new ushort[20];

        NackList.Read(Enumerable.Repeat((byte)0xFF, 400).ToArray(), read).ShouldBe(20);
    }

    [Theory]
    [InlineData("80C9")]
    [InlineData("40C90000")]
    [InlineData("80C9000200000001")]
    [InlineData("A0C9000100000005")]
    [InlineData("A0C90000")]
    public void A_malformed_packet_ends_the_compound(string hex)
    {
        ReadOnlySpan<byte> compound = Convert.FromHexString(hex);

        RtcpPacket.TryRead(ref compound, out _).ShouldBeFalse();
    }

    // RFC 5761, section 4: payload types 64 to 95 with the marker bit would look like RTCP, so they are not used.
    [Theory]
    [InlineData(200, true)]
    [InlineData(206, true)]
    [InlineData(96, false)]
    [InlineData(0x80 | 96, false)]
    [InlineData(0x80 | 111, false)]
    public void The_second_byte_tells_RTCP_from_RTP(int second, bool isRtcp) =>
        RtcpPacket.IsRtcp([0x80, (byte)second, 0, 0]).ShouldBe(isRtcp);

    [Fact]
    public void NTP_times_count_from_1900()
    {
        NtpTime.Of(new DateTimeOffset(1900, 1, 1, 0, 0, 1, 500, TimeSpan.Zero)).ShouldBe(0x1_8000_0000ul);
        NtpTime.Middle(0x1234_5678_9abc_def0).ShouldBe(0x5678_9abcu);
        NtpTime.FromUnits(NtpTime.ToUnits(TimeSpan.FromMilliseconds(250))).ShouldBe(TimeSpan.FromMilliseconds(250));
    }

    private static WireReader Next(ref ReadOnlySpan<byte> rest, RtcpType type, int count)
    {
        RtcpPacket.TryRead(ref rest, out var packet).ShouldBeTrue();
        packet.Type.ShouldBe(type);
        packet.Count.ShouldBe(count);
        return new WireReader(packet.Body);
    }
}
