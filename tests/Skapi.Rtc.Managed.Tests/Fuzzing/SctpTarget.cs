using System.Buffers.Binary;
using Skapi.Rtc.Managed.Sctp;
using Skapi.Rtc.Managed.Sctp.Packets;
using Skapi.Rtc.Managed.Sctp.Sending;
using Skapi.Rtc.Managed.Tests.Simulation;

namespace Skapi.Rtc.Managed.Tests.Fuzzing;

/// <summary>
/// An association and the packets of the other side. An input has the chunks of each packet; the target adds the header with its tag.
/// If the first byte of an input is odd, the packets come before the association is established.
/// </summary>
internal sealed class SctpTarget : IFuzzTarget
{
    private const int MaxAnswers = 1000;

    private readonly byte[] _packet = new byte[2048];

    public void Run(ReadOnlySpan<byte> input)
    {
        if (input.IsEmpty)
            return;

        var (left, right) = (Create(1), Create(2));
        using (left)
        using (right)
        {
            var isEarly = (input[0] & 1) != 0;
            var tag = Connect(left, right, onlyInit: isEarly);
            right.Send(new SendOptions(1, 51), new byte[3000], TimeSpan.Zero);
            var now = TimeSpan.FromMilliseconds(1);
            Drain(right, now);
            foreach (var chunks in Datagrams.Split(input[1..]))
            {
                now += TimeSpan.FromMilliseconds(10);
                right.HandlePacket(WithHeader(chunks, isEarly && chunks is [1, ..] ? 0 : tag), now);
                right.HandleTimeout(now);
                Drain(right, now);
                Check(right);
            }

            for (var timer = 0; timer < 5 && right.NextTimeout is { } due; timer++)
            {
                now = due > now ? due : now;
                right.HandleTimeout(now);
                Drain(right, now);
                Check(right);
            }
        }
    }

    public IEnumerable<byte[]> CreateSeeds()
    {
        // Recorded from two associations that send, lose, skip and reset.
        var packets = new List<byte[]>();
        using var pair = new Tests.Sctp.SctpPair(seed: 3, new NetworkFaults { Loss = 0.1 });
        pair.Tamper = (side, packet) =>
        {
            if (side == 0)
                packets.Add(packet[SctpHeader.Size..]);
            return packet;
        };
        pair.Connect();
        pair.RunUntil(() => pair.Left.State == SctpState.Established && pair.Right.State == SctpState.Established);
        yield return [1, .. Datagrams.Join(packets)];

        packets.Clear();
        pair.Left.Send(1, "hello");
        pair.Left.Send(new SendOptions(2, 51), new byte[1500]);
        pair.Left.Send(new SendOptions(3, 51, IsUnordered: true, MaxRetransmits: 0), new byte[300]);
        pair.Right.Send(4, "hello");
        pair.Left.Association.ResetStream(1);
        pair.Run(TimeSpan.FromSeconds(1));
        yield return [0, .. Datagrams.Join(packets.Take(6))];
        foreach (var packet in packets.DistinctBy(packet => packet[0]))
            yield return [0, .. Datagrams.Join([packet])];

        yield return [0, .. Datagrams.Join([Chunk(ChunkType.Heartbeat, [0, 1, 0, 8, 1, 2, 3, 4]), Chunk(ChunkType.Shutdown, new byte[4])])];
        yield return [0, .. Datagrams.Join([Chunk(ChunkType.ForwardTsn, [0, 0, 0, 9, 0, 1, 0, 2]), Chunk(ChunkType.Abort, [])])];
    }

    private static byte[] Chunk(ChunkType type, byte[] value) => [(byte)type, 0, 0, (byte)(4 + value.Length), .. value];

    private static SctpAssociation Create(int seed) => new(new SctpOptions { Random = new SeededRandom(seed) }, new Listener());

    private static byte[] WithHeader(byte[] chunks, uint tag)
    {
        byte[] packet = [.. new byte[SctpHeader.Size], .. chunks];
        new SctpHeader(5000, 5000, tag).Write(packet);
        SctpHeader.WriteChecksum(packet);
        return packet;
    }

    private static void Check(SctpAssociation association)
    {
        if (!association.CannotStall)
            throw new InvalidOperationException("Data are outstanding without a timer.");

        if (association.HeldBytes > (4 << 20) + (256 << 10))
            throw new InvalidOperationException($"The association holds {association.HeldBytes} bytes.");
    }

    // Returns the tag that the right side expects.
    private uint Connect(SctpAssociation left, SctpAssociation right, bool onlyInit)
    {
        left.Connect(TimeSpan.Zero);
        right.Connect(TimeSpan.Zero);
        if (onlyInit)
        {
            // Its INIT has its tag.
            right.WritePacket(_packet, TimeSpan.Zero);
            return BinaryPrimitives.ReadUInt32BigEndian(_packet.AsSpan(SctpHeader.Size + 4));
        }

        uint tag = 0;
        for (var round = 0; round < 6; round++)
        {
            for (int length; (length = left.WritePacket(_packet, TimeSpan.Zero)) > 0;)
            {
                tag = BinaryPrimitives.ReadUInt32BigEndian(_packet.AsSpan(4));
                right.HandlePacket(_packet.AsSpan(0, length), TimeSpan.Zero);
            }

            for (int length; (length = right.WritePacket(_packet, TimeSpan.Zero)) > 0;)
                left.HandlePacket(_packet.AsSpan(0, length), TimeSpan.Zero);
        }

        return tag;
    }

    private void Drain(SctpAssociation association, TimeSpan now)
    {
        for (var count = 0; association.WritePacket(_packet, now) > 0; count++)
        {
            if (count > MaxAnswers)
                throw new InvalidOperationException($"A packet is answered with more than {MaxAnswers}.");
        }
    }

    private sealed class Listener : ISctpListener
    {
        public void OnEstablished()
        {
        }

        public void OnMessage(ushort stream, uint ppid, byte[] message)
        {
        }

        public void OnMessageTooLong(ushort stream)
        {
        }

        public void OnRemoteReset(ReadOnlySpan<ushort> streams)
        {
        }

        public void OnLocalReset(ReadOnlySpan<ushort> streams)
        {
        }

        public void OnClosed(string? failure)
        {
        }
    }
}
