using System.Net;

namespace Skapi.Rtc.Managed.Tests.Core;

/// <summary>Datagrams that were made up or changed, from a seed: nothing throws, and what was connected goes on.</summary>
public class HostileDatagramTests
{
    private static readonly IPEndPoint Stranger = new(IPAddress.Parse("203.0.113.9"), 9);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Random_datagrams_leave_a_connection_as_it_is(int seed)
    {
        var random = new Random(seed);
        using var pair = CorePair.Connected(seed);

        for (var i = 0; i < 20_000; i++)
        {
            var datagram = RandomDatagram(random);
            if (random.Next(2) == 0)
                pair.Left.Handle(datagram);
            else
                pair.Left.HandleFrom(Stranger, datagram);
        }

        ShouldStillCarryMessages(pair);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Changed_copies_of_real_datagrams_leave_a_connection_as_it_is(int seed)
    {
        var random = new Random(seed);
        using var pair = new CorePair(seed);
        var seen = new List<byte[]>();
        pair.Tamper = (_, datagram) =>
        {
            seen.Add([.. datagram]);
            return datagram;
        };
        pair.Start();
        pair.RunUntil(() => pair.IsEstablished);
        pair.Left.Send(2, "hello");
        pair.Run(TimeSpan.FromSeconds(6));
        pair.Tamper = null;

        for (var i = 0; i < 20_000; i++)
        {
            var datagram = Mutate(random, seen[random.Next(seen.Count)]);
            var side = random.Next(2) == 0 ? pair.Left : pair.Right;
            if (random.Next(4) == 0)
                side.HandleFrom(Stranger, datagram);
            else
                side.Handle(datagram);
        }

        ShouldStillCarryMessages(pair);
    }

    [Fact]
    public void A_changed_handshake_ends_connected_or_failed_and_never_throws()
    {
        for (var seed = 0; seed < 150; seed++)
        {
            var random = new Random(seed);
            using var pair = new CorePair(seed);
            pair.Tamper = (_, datagram) => random.Next(4) == 0 ? Mutate(random, datagram) : datagram;

            pair.Start();
            pair.Run(TimeSpan.FromSeconds(2));
            pair.Tamper = null;
            pair.Run(TimeSpan.FromSeconds(90));

            (pair.IsEstablished || pair.Left.HasEnded || pair.Right.HasEnded).ShouldBeTrue($"seed {seed}: {pair.Left}; {pair.Right}");
        }
    }

    [Fact]
    public void A_stranger_cannot_spoil_the_handshake()
    {
        using var pair = new CorePair();
        var hello = new List<byte[]>();
        pair.Tamper = (sender, datagram) =>
        {
            if (sender == 0 && datagram[0] == 22)
                hello.Add([.. datagram]);

            return datagram[0] >= 20 ? null : datagram;
        };
        pair.Start();
        pair.RunUntil(() => hello.Count > 0);
        var forged = hello[0];
        forged[^10] ^= 1;

        pair.Right.HandleFrom(Stranger, forged);
        pair.Tamper = null;
        pair.RunUntil(() => pair.IsEstablished);

        pair.Right.Sent.ShouldBeGreaterThan(0);
    }

    internal static byte[] Mutate(Random random, byte[] original)
    {
        var bytes = original.ToArray();
        switch (random.Next(6))
        {
            case 0:
                return bytes[..random.Next(bytes.Length)];
            case 1:
                return [.. bytes, .. RandomBytes(random, random.Next(64))];
            case 2:
                var at = random.Next(bytes.Length);
                return [.. bytes[..at], .. RandomBytes(random, random.Next(1, 9)), .. bytes[at..]];
            case 3 when bytes.Length > 8:
                var from = random.Next(bytes.Length - 4);
                return [.. bytes[..from], .. bytes[(from + random.Next(1, 4))..]];
            default:
                for (var count = random.Next(1, 5); count > 0; count--)
                    bytes[random.Next(bytes.Length)] = random.Next(3) == 0 ? (byte)random.Next(2) : (byte)random.Next(256);

                return bytes;
        }
    }

    // The first byte says which protocol it is, so each protocol gets its share.
    private static byte[] RandomDatagram(Random random)
    {
        var bytes = RandomBytes(random, random.Next(1, random.Next(4) == 0 ? 1500 : 80));
        bytes[0] = random.Next(4) switch { 0 => (byte)random.Next(4), 1 or 2 => (byte)random.Next(20, 64), _ => bytes[0] };
        if (bytes.Length >= 20 && bytes[0] < 4)
        {
            bytes[1] = 1;
            new byte[] { (byte)((bytes.Length - 20) >> 8), (byte)(bytes.Length - 20), 0x21, 0x12, 0xA4, 0x42 }.CopyTo(bytes, 2);
        }
        else if (bytes.Length >= 13 && bytes[0] >= 20)
        {
            new byte[] { 0xFE, 0xFD, 0, (byte)random.Next(3) }.CopyTo(bytes, 1);
            new byte[] { (byte)((bytes.Length - 13) >> 8), (byte)(bytes.Length - 13) }.CopyTo(bytes, 11);
        }

        return bytes;
    }

    private static byte[] RandomBytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }

    private static void ShouldStillCarryMessages(CorePair pair)
    {
        pair.Left.Received.Clear();
        pair.Right.Received.Clear();
        pair.Left.Send(4, "to the right");
        pair.Right.Send(5, "to the left");
        pair.RunUntil(() => pair.Left.Received.Count > 0 && pair.Right.Received.Count > 0, TimeSpan.FromSeconds(10));
    }
}
