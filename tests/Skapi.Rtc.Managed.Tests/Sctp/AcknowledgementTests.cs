using System.Buffers.Binary;
using Skapi.Rtc.Managed.Sctp.Packets;
using Skapi.Rtc.Managed.Sctp.Sending;
using Skapi.Rtc.Managed.Tests.Simulation;

namespace Skapi.Rtc.Managed.Tests.Sctp;

/// <summary>When received data are acknowledged (RFC 9260, sections 6.2 and 6.7).</summary>
public sealed class AcknowledgementTests : IDisposable
{
    private const int SmallMessage = 50;
    private static readonly TimeSpan AckDelay = TimeSpan.FromMilliseconds(20);

    private readonly SctpPair _pair = SctpPair.Connected(faults: new NetworkFaults { Mtu = 9000 });
    private readonly byte[] _packet = new byte[16 * 1024];

    public void Dispose() => _pair.Dispose();

    [Fact]
    public void Every_second_packet_is_acknowledged_at_once()
    {
        var packets = Packets(4, SmallMessage);

        CumulativesAfter(packets).ShouldBe([packets[1].Tsn, packets[3].Tsn]);
    }

    [Fact]
    public void Each_packet_behind_a_gap_is_acknowledged_at_once()
    {
        var packets = Packets(5, SmallMessage);

        CumulativesAfter(packets[2..]).ShouldBe(Enumerable.Repeat(packets[0].Tsn - 1, 3));
    }

    [Fact]
    public void Small_packets_that_fill_a_gap_are_acknowledged_together()
    {
        var packets = Packets(150, SmallMessage);
        CumulativesAfter(packets[^1..]).Count.ShouldBe(1);

        var cumulatives = CumulativesAfter(packets[..^2]);

        cumulatives.Count.ShouldBe(3);
        CumulativesAfter(packets[^2..^1]).ShouldBe([packets[^1].Tsn]);
    }

    [Fact]
    public void A_small_packet_that_fills_a_gap_is_acknowledged_after_the_delay()
    {
        var packets = Packets(5, SmallMessage);
        CumulativesAfter(packets[3..]).Count.ShouldBe(2);
        CumulativesAfter(packets[..1]).ShouldBeEmpty();

        var acknowledged = new List<uint>();
        _pair.Tamper = (side, packet) =>
        {
            if (side == 1)
                acknowledged.AddRange(CumulativesIn(packet));
            return packet;
        };

        _pair.Run(AckDelay - TimeSpan.FromMilliseconds(1));
        acknowledged.ShouldBeEmpty();
        _pair.Run(TimeSpan.FromMilliseconds(1));
        acknowledged.ShouldBe([packets[0].Tsn]);
    }

    [Fact]
    public void Each_full_packet_that_fills_a_gap_is_acknowledged_at_once()
    {
        var packets = Packets(6, 1000);
        CumulativesAfter(packets[^1..]).Count.ShouldBe(1);

        CumulativesAfter(packets[..3]).ShouldBe(packets[..3].Select(packet => packet.Tsn));
    }

    [Fact]
    public void What_a_full_packet_is_does_not_depend_on_what_this_side_may_send()
    {
        _pair.Right.Send(new SendOptions(1, SctpPair.Ppid), new byte[200_000]);
        _pair.Run(TimeSpan.FromSeconds(5));
        _pair.Right.Association.PathPacketSize.ShouldBeGreaterThan(4000);
        var packets = Packets(6, 1000);
        CumulativesAfter(packets[^1..]).Count.ShouldBe(1);

        CumulativesAfter(packets[..3]).ShouldBe(packets[..3].Select(packet => packet.Tsn));
    }

    [Fact]
    public void The_packet_that_closes_the_last_gap_is_acknowledged_at_once()
    {
        var packets = Packets(3, SmallMessage);
        CumulativesAfter(packets[1..]).Count.ShouldBe(2);

        CumulativesAfter(packets[..1]).ShouldBe([packets[2].Tsn]);
    }

    private static List<uint> CumulativesIn(ReadOnlySpan<byte> packet)
    {
        var cumulatives = new List<uint>();
        var rest = packet[SctpHeader.Size..];
        while (Chunk.TryRead(ref rest, out var chunk))
        {
            if (chunk.Type == ChunkType.Sack)
                cumulatives.Add(BinaryPrimitives.ReadUInt32BigEndian(chunk.Value));
        }

        return cumulatives;
    }

    /// <summary>Packets of the left side with one message each.</summary>
    private (uint Tsn, byte[] Packet)[] Packets(int count, int size) =>
        [.. Enumerable.Range(0, count).Select(_ =>
        {
            _pair.Left.Association.Send(new SendOptions(1, SctpPair.Ppid), new byte[size], _pair.Now);
            var packet = _packet[.._pair.Left.Association.WritePacket(_packet, _pair.Now)];
            return (BinaryPrimitives.ReadUInt32BigEndian(packet.AsSpan(SctpHeader.Size + Chunk.HeaderSize)), packet);
        })];

    /// <summary>The cumulative numbers that the right side acknowledges as it gets packets.</summary>
    private List<uint> CumulativesAfter(IEnumerable<(uint Tsn, byte[] Packet)> packets) =>
        [.. packets.SelectMany(packet =>
        {
            _pair.Right.Association.HandlePacket(packet.Packet, _pair.Now);
            return Acknowledged();
        })];

    private List<uint> Acknowledged()
    {
        var cumulatives = new List<uint>();
        int length;
        while ((length = _pair.Right.Association.WritePacket(_packet, _pair.Now)) > 0)
            cumulatives.AddRange(CumulativesIn(_packet.AsSpan(0, length)));
        return cumulatives;
    }
}
