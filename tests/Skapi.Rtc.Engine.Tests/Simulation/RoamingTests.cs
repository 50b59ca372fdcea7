using System.Globalization;

namespace Skapi.Rtc.Tests.Simulation;

/// <summary>Two clients of this toolkit in a call, while their machines change networks.</summary>
public class RoamingTests
{
    private const int Seeds = 300;

    private static readonly Faults Delays = new("delays");

    [Fact]
    public void A_call_survives_changes_of_the_network_on_both_sides()
    {
        for (var seed = 0; seed < Seeds; seed++)
            Play(seed, Delays, socketsBreak: false);
    }

    [Fact]
    public void A_call_survives_changes_of_the_network_that_take_the_realtime_connections_with_them()
    {
        for (var seed = 0; seed < Seeds; seed++)
            Play(seed, Delays, socketsBreak: true);
    }

    private static void Play(int seed, Faults faults, bool socketsBreak)
    {
        var world = new World(seed, faults, keepsLog: true);
        OurClient[] clients = [new(world, "alice"), new(world, "bob")];
        foreach (var client in clients)
        {
            client.AlwaysAccepts = true;
            client.Connect();
        }

        clients[0].Call(clients[1].Cid!);
        RunFor(world, TimeSpan.FromSeconds(10));
        foreach (var client in clients)
        {
            for (var change = 0; change < world.Random.Next(1, 5); change++)
                world.After(world.Some(3000), () => Move(client, socketsBreak));
        }

        // One change after the next, and each call that is disconnected ends after ten seconds.
        RunFor(world, TimeSpan.FromSeconds(60));
        try
        {
            foreach (var client in clients)
                client.CheckInCall();
        }
        catch (ShouldAssertException error)
        {
            var log = string.Join('\n', world.Log.TakeLast(60));
            throw new SimulationException(string.Create(CultureInfo.InvariantCulture, $"Seed {seed}: {error.Message}\n{log}"), error);
        }
    }

    private static void Move(OurClient client, bool socketsBreak)
    {
        // Nothing arrives at the gateway from an address that is gone, so it notices by its time-out.
        client.Move();
        if (socketsBreak)
            client.LoseSocket(noticed: TimeSpan.FromSeconds(20), reopened: TimeSpan.FromSeconds(1));
    }

    private static void RunFor(World world, TimeSpan time)
    {
        var end = world.Now + time;
        while (world.Step(end))
        {
        }
    }
}
