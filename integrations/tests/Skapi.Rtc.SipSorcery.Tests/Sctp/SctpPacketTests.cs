using SIPSorcery.Net;
using Skapi.Rtc.SipSorcery.Sctp;
using StackPacket = SIPSorcery.Net.SctpPacket;
using Wire = Skapi.Rtc.SipSorcery.Sctp.SctpPacket;

namespace Skapi.Rtc.SipSorcery.Tests.Sctp;

public sealed class SctpPacketTests
{
    [Fact]
    public void An_amended_INIT_says_that_streams_can_be_reset_and_is_otherwise_the_same()
    {
        var init = new StackPacket(5000, 5000, 0);
        init.AddChunk(new SctpInitChunk(SctpChunkType.INIT, 7, 1234, 65536, 100, 200));
        var plain = init.GetBytes();

        var amended = Wire.WithReconfigSupport(plain);

        var chunk = FirstChunk(amended);
        Wire.TakesReconfig(FirstChunk(plain)).ShouldBeFalse();
        Wire.TakesReconfig(chunk).ShouldBeTrue();
        StackPacket.VerifyChecksum(amended, 0, amended.Length).ShouldBeTrue();
        var parsed = StackPacket.Parse(amended, 0, amended.Length).Chunks.ShouldHaveSingleItem().ShouldBeOfType<SctpInitChunk>();
        parsed.InitiateTag.ShouldBe(7u);
        parsed.InitialTSN.ShouldBe(1234u);
        Wire.InitialTsnOfInit(chunk).ShouldBe(1234u);
    }

    [Fact]
    public void A_chunk_whose_length_makes_no_sense_ends_the_packet()
    {
        byte[] packet = [.. new byte[12], 0, 0, 0, 200, 1, 2, 3, 4];

        new SctpChunkReader(packet).MoveNext().ShouldBeFalse();
    }

    private static byte[] FirstChunk(byte[] packet)
    {
        var chunks = new SctpChunkReader(packet);
        chunks.MoveNext().ShouldBeTrue();
        return chunks.Current.ToArray();
    }
}
