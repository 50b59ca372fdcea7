using System.Buffers.Binary;
using Skapi.Rtc.Managed.Turn;

namespace Skapi.Rtc.Managed.Tests.Turn;

/// <summary>A client and a server over networks that lose, repeat and reorder, one for each seed.</summary>
public class TurnSimulationTests
{
    [Fact]
    public void Data_go_both_ways_over_bad_networks_for_as_long_as_they_are_needed()
    {
        for (var seed = 0; seed < 500; seed++)
            Play(seed);
    }

    private static void Play(int seed)
    {
        var random = new Random(seed);
        var pair = new TurnPair(seed)
        {
            Loss = random.NextDouble() * 0.2,
            Duplication = random.NextDouble() * 0.2,
            Delay = TimeSpan.FromMilliseconds(random.Next(100)),
            Jitter = TimeSpan.FromMilliseconds(random.Next(100)),
            Server =
            {
                NonceLifetime = TimeSpan.FromSeconds(random.Next(60, 600)),
                Lifetime = TimeSpan.FromSeconds(random.Next(60, 1200)),
                UsesSha256 = random.Next(2) == 0,
            },
        };
        if (random.Next(4) == 0)
            pair.Server.Refusals[TurnMethod.ChannelBind] = 400;

        pair.Client.Start(pair.Now);
        pair.RunUntil(() => pair.Client.State != TurnState.Allocating);
        if (pair.Client.State == TurnState.Ended)
            return;

        for (var number = 0; number < 100 && pair.Client.State == TurnState.Allocated; number++)
        {
            var data = new byte[4 + random.Next(1200)];
            data[0] = 22;
            BinaryPrimitives.WriteUInt16BigEndian(data.AsSpan(1), (ushort)number);
            pair.SendToPeer(data);
            pair.SendFrom(TurnPair.Peer, data);
            pair.SendFrom(TurnPair.Stranger, data);
            pair.Run(TimeSpan.FromSeconds(random.Next(60)));
        }

        // With five transmissions of a request at this loss, an end is rare; a wrong end would be a code of the server.
        pair.Endings.ShouldAllBe(ending => ending.Code == TurnClient.NotReachable, $"seed {seed}");
        pair.Received.ShouldAllBe(received => received.Peer.Equals(TurnPair.Peer), $"seed {seed}");
        if (pair.Client.State == TurnState.Ended)
            return;

        // After the faults everything works.
        (pair.Loss, pair.Duplication) = (0, 0);
        pair.SendToPeer([22, 0xFF]);
        pair.Run(TimeSpan.FromMinutes(1));
        pair.SendToPeer([22, 0xFF]);
        pair.SendFrom(TurnPair.Peer, 22, 0xFE);
        pair.RunUntil(() => pair.PeerReceived.Exists(data => data.Length == 2) && pair.Received.Exists(data => data.Data.Length == 2));
    }
}
