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
            Play(seed, (world, clients) => MoveOftenInCall(world, clients, static client => client.Move()));
    }

    [Fact]
    public void A_call_survives_changes_of_the_network_that_take_the_realtime_connections_with_them()
    {
        // Nothing arrives at the gateway from an address that is gone, so it notices by its time-out.
        for (var seed = 0; seed < Seeds; seed++)
            Play(seed, (world, clients) => MoveOftenInCall(world, clients, static client => Move(client, TimeSpan.FromSeconds(20))));
    }

    [Fact]
    public void A_call_survives_changes_of_the_network_before_which_the_realtime_connections_are_closed()
    {
        for (var seed = 0; seed < Seeds; seed++)
            Play(seed, (world, clients) => MoveOftenInCall(world, clients, static client => Move(client, TimeSpan.Zero)));
    }

    [Fact]
    public void A_call_survives_changes_of_the_network_that_the_gateway_notices_at_any_time()
    {
        for (var seed = 0; seed < Seeds; seed++)
            Play(seed, (world, clients) => MoveOftenInCall(world, clients, client => Move(client, world.Some(8000))));
    }

    [Fact]
    public void A_call_that_is_being_connected_survives_changes_of_the_network()
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            Play(seed, static (world, clients) =>
            {
                Call(clients);
                MoveOften(world, clients, static client => client.Move());
            });
        }
    }

    [Fact]
    public void A_call_that_is_connecting_survives_changes_of_the_network_that_take_the_realtime_connections_with_them()
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            Play(seed, static (world, clients) =>
            {
                Call(clients);
                var end = world.Now + TimeSpan.FromSeconds(10);
                while (!clients.All(static client => client.IsConnecting) && world.Step(end))
                {
                }

                foreach (var client in clients)
                    Move(client, world.Some(8000));
            });
        }
    }

    [Fact]
    public void A_peer_whose_process_ends_is_gone_in_bounded_time()
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var world = new World(seed, Delays, keepsLog: false);
            var clients = Connect(world);
            Call(clients);
            RunFor(world, TimeSpan.FromSeconds(10));
            clients[0].CheckInCall();

            // The gateway notices the end of the process before the transport does, or after it.
            clients[1].Leave(noticed: world.Some(8000), lost: world.Some(8000));
            RunFor(world, TimeSpan.FromSeconds(30));
            clients[0].CheckAtRest();
        }
    }

    private static void Play(int seed, Action<World, OurClient[]> play)
    {
        var world = new World(seed, Delays, keepsLog: true);
        var clients = Connect(world);
        play(world, clients);

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

    private static OurClient[] Connect(World world)
    {
        OurClient[] clients = [new(world, "alice"), new(world, "bob")];
        foreach (var client in clients)
        {
            client.AlwaysAccepts = true;
            client.Connect();
        }

        return clients;
    }

    private static void Call(OurClient[] clients) => clients[0].Call(clients[1].Cid!);

    private static void MoveOftenInCall(World world, OurClient[] clients, Action<OurClient> move)
    {
        Call(clients);
        RunFor(world, TimeSpan.FromSeconds(10));
        MoveOften(world, clients, move);
    }

    /// <summary>Both clients change networks up to four times in three seconds.</summary>
    private static void MoveOften(World world, OurClient[] clients, Action<OurClient> move)
    {
        foreach (var client in clients)
        {
            for (var change = 0; change < world.Random.Next(1, 5); change++)
                world.After(world.Some(3000), () => move(client));
        }
    }

    private static void Move(OurClient client, TimeSpan noticed)
    {
        client.Move();
        client.LoseSocket(noticed, reopened: TimeSpan.FromSeconds(1));
    }

    private static void RunFor(World world, TimeSpan time)
    {
        var end = world.Now + time;
        while (world.Step(end))
        {
        }
    }
}
