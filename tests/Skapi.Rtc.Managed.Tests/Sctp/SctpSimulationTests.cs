using System.Buffers.Binary;
using Skapi.Rtc.Managed.Sctp.Sending;
using Skapi.Rtc.Managed.Tests.Simulation;

namespace Skapi.Rtc.Managed.Tests.Sctp;

/// <summary>Random traffic over random networks, each under a seed. After the faults end, everything reliable arrives.</summary>
public class SctpSimulationTests
{
    private const int SeedsOfPart = 1000;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Every_reliable_message_arrives_once_and_in_order(int part)
    {
        for (var seed = part * SeedsOfPart; seed < (part + 1) * SeedsOfPart; seed++)
            Play(seed);
    }

    internal static void Play(int seed)
    {
        var random = new Random(seed);
        using var pair = SctpPair.Connected(
            seed, Faults(random),
            left: options => options with { Interleaving = seed % 3 != 0, ReceiveBuffer = 20_000 + random.Next(500_000) },
            right: options => options with { ZeroChecksum = seed % 2 == 0, ReceiveBuffer = 20_000 + random.Next(500_000) });
        var sent = new[] { new Dictionary<ushort, int>(), new Dictionary<ushort, int>() };
        for (var round = 0; round < 30; round++)
        {
            for (var i = random.Next(6); i > 0; i--)
                SendRandom(random, random.Next(2) == 0 ? pair.Left : pair.Right, pair, sent);

            if (random.Next(10) == 0)
                pair.Network.Faults = random.Next(3) == 0 ? new NetworkFaults { Loss = 1 } : Faults(random);

            pair.Run(TimeSpan.FromMilliseconds(random.Next(200)));
        }

        pair.Network.Faults = new NetworkFaults();
        var (toRight, toLeft) = (new Progress(pair.Right, sent[0]), new Progress(pair.Left, sent[1]));
        pair.RunUntil(() => toRight.IsComplete() && toLeft.IsComplete(), TimeSpan.FromMinutes(1));
        pair.Run(TimeSpan.FromSeconds(20));
        Check(pair.Right, sent[0], seed);
        Check(pair.Left, sent[1], seed);
        pair.Left.Association.BufferedBytes.ShouldBe(0);
        pair.Left.Closings.ShouldBeEmpty();
        pair.Right.Closings.ShouldBeEmpty();
    }

    private static bool HasItsLength(byte[] message) => BinaryPrimitives.ReadInt32BigEndian(message.AsSpan(4)) == message.Length;

    private static NetworkFaults Faults(Random random) => new()
    {
        Loss = random.Next(3) == 0 ? 0 : random.NextDouble() * 0.3,
        Duplication = random.Next(2) == 0 ? 0 : random.NextDouble() * 0.3,
        Delay = TimeSpan.FromMilliseconds(random.Next(100)),
        Jitter = TimeSpan.FromMilliseconds(random.Next(2) == 0 ? 0 : random.Next(100)),
        BytesPerSecond = random.Next(2) == 0 ? null : 50_000 + random.Next(2_000_000),
    };

    // Streams below 10 are reliable and ordered; those above have limits, so that skipping happens beside them.
    private static void SendRandom(
        Random random, SctpPair.Side side, SctpPair pair, Dictionary<ushort, int>[] sent)
    {
        var stream = (ushort)random.Next(20);
        var message = new byte[8 + random.Next(random.Next(5) == 0 ? 15_000 : 1_500)];
        var counts = sent[side == pair.Left ? 0 : 1];
        var number = counts.GetValueOrDefault(stream);
        BinaryPrimitives.WriteInt32BigEndian(message, number);
        BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(4), message.Length);
        var options = stream < 10
            ? new SendOptions(stream, SctpPair.Ppid)
            : new SendOptions(
                stream, SctpPair.Ppid, IsUnordered: random.Next(2) == 0, MaxRetransmits: random.Next(3),
                Lifetime: random.Next(2) == 0 ? TimeSpan.FromMilliseconds(random.Next(500)) : null);
        counts[stream] = number + 1;
        side.Send(options, message);
    }

    private static void Check(SctpPair.Side side, Dictionary<ushort, int> sent, int seed)
    {
        foreach (var (stream, count) in sent)
        {
            var numbers = side.Received.Where(received => received.Stream == stream)
                .Select(received => BinaryPrimitives.ReadInt32BigEndian(received.Message)).ToList();
            var isRight = stream < 10 ? numbers.SequenceEqual(Enumerable.Range(0, count)) : numbers.Distinct().Count() == numbers.Count;
            if (!isRight)
                throw new InvalidOperationException($"Seed {seed}, stream {stream}: {string.Join(' ', numbers)} came of {count}.");
        }

        side.Received.TrueForAll(static received => HasItsLength(received.Message)).ShouldBeTrue();
    }

    /// <summary>Counts the reliable messages that have arrived, each one once.</summary>
    private sealed class Progress(SctpPair.Side side, Dictionary<ushort, int> sent)
    {
        private readonly int _expected = sent.Where(pair => pair.Key < 10).Sum(pair => pair.Value);
        private int _looked;
        private int _arrived;

        public bool IsComplete()
        {
            for (; _looked < side.Received.Count; _looked++)
                _arrived += side.Received[_looked].Stream < 10 ? 1 : 0;

            return _arrived == _expected;
        }
    }
}
