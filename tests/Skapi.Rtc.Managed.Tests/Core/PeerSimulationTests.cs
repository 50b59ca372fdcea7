using System.Buffers.Binary;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Skapi.Rtc.Managed.Sctp.Sending;
using Skapi.Rtc.Managed.Tests.Simulation;

namespace Skapi.Rtc.Managed.Tests.Core;

/// <summary>ICE, DTLS and SCTP together over networks that FsCheck chooses.</summary>
/// <remarks>
/// After the faults end, both sides are connected, or agree that they are not, and every reliable message arrives once and in order.
/// </remarks>
public class PeerSimulationTests
{
    [Property(MaxTest = 300, Arbitrary = [typeof(Plans)])]
    public void Both_sides_agree_and_no_message_is_lost_or_repeated(Plan plan)
    {
        using var pair = new CorePair(plan.Seed);
        var random = new Random(plan.Seed);
        var sent = new int[2];
        pair.Start();
        foreach (var phase in plan.Phases)
        {
            for (var round = 0; round < 4; round++)
            {
                // A changed bit in the handshake, which has no keys yet, may end it. From then on it is only a lost record.
                pair.Network.Faults = pair.IsEstablished ? phase : phase with { Corruption = 0 };
                SendSome(pair.Left, random, ref sent[0]);
                SendSome(pair.Right, random, ref sent[1]);
                pair.Run(TimeSpan.FromMilliseconds(random.Next(300)));
            }
        }

        pair.Network.Faults = new NetworkFaults();
        pair.RunUntil(
            () => pair.Left.HasEnded || pair.Right.HasEnded
                || (pair.IsEstablished && pair.Right.Received.Count == sent[0] && pair.Left.Received.Count == sent[1]),
            TimeSpan.FromMinutes(1));

        // Phases are shorter than what ends a connection, so nothing may have ended.
        pair.Left.HasEnded.ShouldBeFalse();
        pair.Right.HasEnded.ShouldBeFalse();
        pair.Run(TimeSpan.FromSeconds(5));
        ShouldBeInOrder(pair.Right, sent[0]);
        ShouldBeInOrder(pair.Left, sent[1]);
        pair.Left.Core.Association!.HeldBytes.ShouldBe(0);
        pair.Right.Core.Association!.HeldBytes.ShouldBe(0);
    }

    private static void SendSome(CorePair.Side side, Random random, ref int sent)
    {
        if (side.Core.Association is not { AcceptsMessages: true })
            return;

        for (var count = random.Next(4); count > 0; count--)
        {
            var message = new byte[4 + random.Next(random.Next(6) == 0 ? 60_000 : 2_000)];
            BinaryPrimitives.WriteInt32BigEndian(message, sent++);
            side.Send(new SendOptions(1, CorePair.Ppid), message);
        }
    }

    private static void ShouldBeInOrder(CorePair.Side side, int count) =>
        side.Received.Select(received => BinaryPrimitives.ReadInt32BigEndian(received.Message)).ShouldBe(Enumerable.Range(0, count));

    /// <summary>A seed, and what the network does one after the other.</summary>
    public sealed record Plan(int Seed, IReadOnlyList<NetworkFaults> Phases);

    /// <summary>Generates plans.</summary>
    public static class Plans
    {
        public static Arbitrary<Plan> Plan() =>
            (from seed in Gen.Choose(0, 1_000_000)
             from phases in Gen.NonEmptyListOf(Phase())
             select new Plan(seed, [.. phases.Take(6)])).ToArbitrary();

        private static Gen<NetworkFaults> Phase() =>
            from loss in Gen.Frequency((4, Gen.Choose(0, 5)), (4, Gen.Choose(0, 30)), (1, Gen.Constant(100)))
            from duplication in Gen.Choose(0, 20)
            from corruption in Gen.Frequency((3, Gen.Constant(0)), (1, Gen.Choose(0, 10)))
            from delay in Gen.Choose(0, 150)
            from jitter in Gen.Frequency((1, Gen.Constant(0)), (1, Gen.Choose(0, 80)))
            from kilobytes in Gen.Frequency((1, Gen.Constant(0)), (1, Gen.Choose(30, 5_000)))
            from mtu in Gen.Elements(1280, 1472, 9000, 65_507)
            select new NetworkFaults
            {
                Loss = loss / 100.0,
                Duplication = duplication / 100.0,
                Corruption = corruption / 100.0,
                Delay = TimeSpan.FromMilliseconds(delay),
                Jitter = TimeSpan.FromMilliseconds(jitter),
                BytesPerSecond = kilobytes == 0 ? null : 1000.0 * kilobytes,
                Mtu = mtu,
            };
    }
}
