using Skapi.Rtc.Managed.Sctp;
using Skapi.Rtc.Managed.Sctp.Packets;
using Skapi.Rtc.Managed.Sctp.Sending;
using Skapi.Rtc.Managed.Tests.Core;

namespace Skapi.Rtc.Managed.Tests.Sctp;

/// <summary>
/// The other side of an association has the keys of DTLS, so it may send any packet. None of them throws, stalls this side or takes
/// memory beyond the receive buffer.
/// </summary>
public class HostileChunkTests
{
    [Fact]
    public void Changed_packets_with_a_valid_header_never_throw()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var random = new Random(seed);
            using var pair = SctpPair.Connected(seed, right: options => options with { Interleaving = seed % 2 == 0 });
            pair.Left.ChecksPpid = pair.Right.ChecksPpid = pair.Left.Consumes = false;
            pair.Tamper = (_, packet) => random.Next(3) == 0 ? ChangeChunks(random, packet) : packet;
            for (var round = 0; round < 40 && pair.Left.State == SctpState.Established; round++)
            {
                var size = random.Next(1, 4000);
                var options = new SendOptions((ushort)random.Next(8), SctpPair.Ppid, random.Next(2) == 0, random.Next(3));
                if (pair.Right.State == SctpState.Established)
                    pair.Right.Send(options, new byte[size]);

                pair.Left.Send(new SendOptions((ushort)random.Next(8), SctpPair.Ppid, random.Next(2) == 0), new byte[size]);
                if (random.Next(5) == 0)
                    pair.Left.Association.ResetStream((ushort)random.Next(8));

                pair.Run(TimeSpan.FromMilliseconds(random.Next(300)));
            }

            pair.Left.Association.HeldBytes.ShouldBeLessThanOrEqualTo(4 * 1024 * 1024 + 300_000, $"seed {seed}");
        }
    }

    [Fact]
    public void Made_up_chunks_of_each_type_never_throw()
    {
        var random = new Random(7);
        using var pair = SctpPair.Connected();
        pair.Left.ChecksPpid = pair.Right.ChecksPpid = pair.Left.Consumes = false;
        var packet = new byte[SctpHeader.Size];
        pair.Tamper = (sender, sent) =>
        {
            if (sender == 1)
                sent.AsSpan(0, SctpHeader.Size).CopyTo(packet);

            return sent;
        };
        pair.Right.Send(1, "a header to copy");
        var types = Enum.GetValues<ChunkType>().Where(type => type is not (ChunkType.Abort or ChunkType.Shutdown))
            .Select(type => (byte)type).ToArray();

        for (var i = 0; i < 100_000; i++)
        {
            var value = new byte[random.Next(random.Next(3) == 0 ? 200 : 40)];
            random.NextBytes(value);
            if (value.Length > 4 && random.Next(2) == 0)
                value.AsSpan(0, 3).Clear();

            byte[] chunk = [types[random.Next(types.Length)], (byte)random.Next(16), 0, (byte)(4 + value.Length), .. value];
            packet.AsSpan(8, 4).Clear();
            pair.Left.Association.HandlePacket([.. packet, .. chunk], pair.Now);
            pair.Left.Association.HandleTimeout(pair.Now);
            pair.Drain();
        }

        pair.Left.Association.HeldBytes.ShouldBeLessThanOrEqualTo(4 * 1024 * 1024);
    }

    // The checksum is left out, as RFC 9653 allows where both sides said so. Otherwise no change would get beyond it.
    private static byte[] ChangeChunks(Random random, byte[] packet)
    {
        var changed = HostileDatagramTests.Mutate(random, packet);
        if (changed.Length < SctpHeader.Size)
            return changed;

        packet.AsSpan(0, 8).CopyTo(changed);
        changed.AsSpan(8, 4).Clear();
        return changed;
    }
}
