namespace Skapi.Rtc.Tests.Simulation;

/// <summary>
/// An evening of calls in virtual time: clients of ours and published ones, a gateway, and a network that loses, delays, repeats and
/// reorders. One seed decides everything, and one queue orders everything.
/// </summary>
internal sealed class Evening
{
    private static readonly TimeSpan Faulty = TimeSpan.FromMinutes(30);

    private static readonly TimeSpan Healing = TimeSpan.FromMinutes(6);

    private readonly List<SimulatedClient> _clients = [];
    private readonly World _world;

    private Evening(int seed, Faults faults, bool keepsLog)
    {
        _world = new World(seed, faults, keepsLog);
        var ours = _world.Random.Next(2, 5);
        var published = _world.Random.Next(0, 3);
        for (var index = 0; index < ours; index++)
            _clients.Add(new OurClient(_world, $"ours{index}"));
        for (var index = 0; index < published; index++)
            _clients.Add(new PublishedClient(_world, $"published{index}"));
        if (faults.HasMutePeers)
            _clients.Add(new MuteClient(_world, "mute"));
    }

    /// <summary>Plays the evening of a seed. If an invariant breaks, it is played again for its log, and both are thrown.</summary>
    public static EveningReport Play(int seed, Faults faults)
    {
        try
        {
            return new Evening(seed, faults, keepsLog: false).Play();
        }
        catch (Exception error)
        {
            throw new SimulationException(
                $"Seed {seed} broke an invariant under {faults}: {error.Message}\n"
                + $"Play it again with SKAPI_SIMULATION_SEED={seed} SKAPI_SIMULATION_FAULTS=\"{faults}\".\n"
                + $"The last of it:\n{LogOf(seed, faults)}",
                error);
        }
    }

    private static string LogOf(int seed, Faults faults)
    {
        var again = new Evening(seed, faults, keepsLog: true);
        try
        {
            again.Play();
        }
        catch (Exception)
        {
            // It is the same that is being reported.
        }

        return string.Join('\n', again._world.Log.TakeLast(60));
    }

    private EveningReport Play()
    {
        foreach (var client in _clients)
            client.Connect();
        foreach (var client in _clients)
            ActSometimes(client);

        RunUntil(_world.Now + Faulty);
        _world.Network.Heal();

        // Faults have stopped and nobody begins anything: every call ends by itself, or stands on both sides.
        RunUntil(_world.Now + Healing);
        foreach (var client in _clients)
            client.CheckAgreement();
        foreach (var client in _clients)
            client.HangUpEverything();
        RunUntil(_world.Now + Healing);
        foreach (var client in _clients)
            client.CheckAtRest();

        CheckProgress();
        var ours = _clients.OfType<OurClient>().ToList();
        return new EveningReport(
            _world.Steps,
            ours.Sum(client => client.CallsConnected),
            ours.Sum(client => client.CallsPlaced));
    }

    private void RunUntil(DateTimeOffset end)
    {
        while (_world.Step(end))
        {
            foreach (var client in _clients)
                client.Check();
        }
    }

    /// <summary>People call, accept, reject, hang up; sockets break.</summary>
    private void ActSometimes(SimulatedClient client)
    {
        var pause = TimeSpan.FromSeconds(_world.Random.Next(1, 90));
        _world.After(pause, () =>
        {
            if (_world.Network.IsHealed)
                return;

            // What two browsers do to each other is not ours to test.
            var others = _clients
                .Where(other => other != client && other.Cid is not null && (client is OurClient || other is OurClient))
                .ToList();
            switch (_world.Random.Next(10))
            {
                case < 4 when others.Count > 0:
                    client.Call(others[_world.Random.Next(others.Count)].Cid!);
                    break;
                case 4 or 5:
                    client.HangUpSomething();
                    break;
                case 6:
                    client.ChangeMedia();
                    break;
                case 7:
                    client.LoseSocket();
                    break;
                case 8:
                    client.BreakPeer();
                    break;
                case 9:
                    MakeTrouble(client);
                    break;
            }

            ActSometimes(client);
        });
    }

    /// <summary>What only some evenings have.</summary>
    private void MakeTrouble(SimulatedClient client)
    {
        var faults = _world.Faults;
        if (faults.HasPartitions && client.Cid is { } cid)
            CutOff(client, cid);
        if (faults.HasOutages && _world.Chance(0.3))
            _clients.ForEach(each => each.LoseSocket());
        if (client is not OurClient ours)
            return;

        if (faults.HasClockSteps)
            ours.SetClock(TimeSpan.FromHours(_world.Chance(0.5) ? 1 : -1));
        if (faults.HasRoaming)
            ours.Move();
        if (faults.HasMutePeers)
            ours.IsMute = _world.Chance(0.5);
    }

    private void CutOff(SimulatedClient client, string cid)
    {
        var length = TimeSpan.FromSeconds(5);
        _world.Network.Cut(cid, length);
        if (_world.Chance(0.5))
            _world.After(length, () =>
            {
                if (client.Cid == cid)
                    client.LoseSocket();
            });
    }

    /// <summary>After all that, a new call connects.</summary>
    private void CheckProgress()
    {
        for (var index = 0; index < _clients.Count; index++)
        {
            var (caller, callee) = (_clients[index], _clients[(index + 1) % _clients.Count]);
            if (caller is MuteClient || callee is MuteClient)
                continue;
            if ((caller as OurClient ?? callee as OurClient) is not { } ours)
                continue;

            var connected = ours.CallsConnected;
            callee.AlwaysAccepts = true;
            caller.Call(callee.Cid!);
            RunUntil(_world.Now + TimeSpan.FromSeconds(20));
            ours.CallsConnected.ShouldBe(connected + 1, $"the last call of {caller.Name} to {callee.Name} did not connect");
            caller.HangUpEverything();
            RunUntil(_world.Now + Healing);
            caller.CheckAtRest();
            callee.CheckAtRest();
        }
    }
}
