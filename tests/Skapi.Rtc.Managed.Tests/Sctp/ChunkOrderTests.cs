using Skapi.Rtc.Managed.Sctp.Packets;
using Skapi.Rtc.Managed.Sctp.Sending;

namespace Skapi.Rtc.Managed.Tests.Sctp;

/// <summary>The order of the chunks of a packet (RFC 9260, section 6.10).</summary>
public class ChunkOrderTests
{
    private static readonly byte[] Message = [1, 2, 3];

    [Fact]
    public void An_acknowledgement_goes_before_data_because_usrsctp_aborts_otherwise()
    {
        using var pair = SctpPair.Connected();
        var packet = new byte[2048];
        for (var number = 0; number < 2; number++)
        {
            pair.Left.Association.Send(new SendOptions(1, SctpPair.Ppid), Message, pair.Now);
            var length = pair.Left.Association.WritePacket(packet, pair.Now);
            pair.Right.Association.HandlePacket(packet.AsSpan(0, length), pair.Now);
        }

        pair.Right.Association.Send(new SendOptions(2, SctpPair.Ppid), Message, pair.Now);
        var answer = pair.Right.Association.WritePacket(packet, pair.Now);

        TypesOf(packet.AsSpan(0, answer)).ShouldBe([ChunkType.Sack, ChunkType.InterleavedData]);
    }

    private static List<ChunkType> TypesOf(ReadOnlySpan<byte> packet)
    {
        var types = new List<ChunkType>();
        var rest = packet[SctpHeader.Size..];
        while (Chunk.TryRead(ref rest, out var chunk))
            types.Add(chunk.Type);
        return types;
    }
}
