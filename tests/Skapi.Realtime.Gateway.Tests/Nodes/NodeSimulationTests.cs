using Skapi.Protocol;
using Skapi.Protocol.Json;
using Skapi.Realtime.Gateway.Nodes;

namespace Skapi.Realtime.Gateway.Tests.Nodes;

/// <summary>
/// Three nodes under a load of joins, posts to groups and users, and disconnects, over a backplane that delays, with faults: nodes that die
/// or pause, links that are cut, a store that loses its data. Each seed is another run, in virtual time.
/// <c>SKAPI_GATEWAY_SIMULATIONS=1000</c> plays a thousand seeds of each fault.
/// </summary>
public class NodeSimulationTests
{
    /// <summary>How many runs each fault has, unless SKAPI_GATEWAY_SIMULATIONS names another number.</summary>
    private const int DefaultCount = 100;

    /// <summary>The distance between the first seeds of two faults.</summary>
    private const int SeedsOfFault = 1_000_000;

    private const int Nodes = 3;
    private const int Clients = 9;
    private const int Actions = 25;
    private const int AppActions = 12;

    private static readonly string[] Groups = ["G1", "G2"];
    /// <summary>No fault comes earlier, because an app whose backplane is away does not start.</summary>
    private static readonly TimeSpan Start = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Load = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan End = TimeSpan.FromSeconds(120);

    /// <summary>The time between the last post to a user and the end.</summary>
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(5);

    private enum Fault
    {
        None,
        Kill,
        Pause,
        Cut,
        Flush,
    }

    [Fact]
    public void Without_faults_everyone_gets_everything_in_one_order() => RunAll(Fault.None);

    [Fact]
    public void When_a_node_dies_each_departure_is_told_once() => RunAll(Fault.Kill);

    [Fact]
    public void When_a_node_pauses_for_longer_than_its_lease_its_connections_come_back() => RunAll(Fault.Pause);

    [Fact]
    public void When_links_are_cut_presence_is_repaired() => RunAll(Fault.Cut);

    [Fact]
    public void When_the_store_loses_its_data_presence_is_repaired() => RunAll(Fault.Flush);

    private static void RunAll(Fault fault)
    {
        var first = (int)fault * SeedsOfFault;
        var count = int.TryParse(Environment.GetEnvironmentVariable("SKAPI_GATEWAY_SIMULATIONS"), out var wanted) ? wanted : DefaultCount;
        // The test runner's context would continue on other threads.
        SynchronizationContext.SetSynchronizationContext(null);
        for (var seed = first; seed < first + count; seed++)
        {
            try
            {
                Run(seed, fault);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"Seed {seed} failed. {e.Message}", e);
            }
        }
    }

    private static void Run(int seed, Fault fault)
    {
        var world = new SimulatedWorld(seed);
        var options = new NodeOptions { ContinuesInline = true, GracePeriod = TimeSpan.FromHours(1) };
        var store = new SimulatedStore(world, options.LeaseDuration);
        var nodes = Enumerable.Range(0, Nodes).Select(index => new SimulatedNode(world, store, options, index)).ToList();
        var running = nodes.Select(node => node.RunAsync()).ToList();
        var users = new UserLog(world);
        var clients = Enumerable.Range(0, Clients)
            .Select(index => new SimulatedClient(world, nodes[index % Nodes], UserLog.UserOf(index), users, End - Settle))
            .ToList();
        running.AddRange(clients.Select(client => client.RunAsync(Actions)));
        var apps = nodes.Select((node, index) => new SimulatedApp(world, node, index, users)).ToList();
        running.AddRange(apps.Select(app => app.RunAsync(AppActions)));
        Schedule(fault, world, store, nodes);

        world.RunUntil(End);
        // Every node has the same answers.
        var counting = apps.Where((_, index) => !nodes[index].IsKilled).Select(app => app.CountAsync(Groups)).ToList();
        world.RunUntil(End + TimeSpan.FromSeconds(1));

        foreach (var task in running)
            task.Exception.ShouldBeNull();
        var alive = clients.Where(client => !client.Node.IsKilled).ToList();
        alive.ShouldAllBe(client => client.IsDone);
        CheckPresence(store, alive);
        CheckSubscriptions(alive);
        foreach (var (all, groups) in counting.Select(count => count.Result))
        {
            all.ShouldBe(alive.Count(client => client.IsOpen));
            foreach (var (group, count) in groups)
                count.ShouldBe(store.MembersOf(group).Count());
        }

        UserChecks.CheckOrder(users, alive);
        UserChecks.CheckDisconnects(users, alive, isComplete: fault is Fault.None or Fault.Kill);
        UserChecks.CheckDelivery(users, alive, from: RepairedAfter(fault));
        // A node that is not paused gets what the one that was paused sends.
        if (fault is Fault.Pause)
            UserChecks.CheckDelivery(users, [.. alive.Where(client => client.Node.PausedUntil is null)], TimeSpan.Zero);
        if (fault is Fault.None)
            UserChecks.CheckAnswers(users, clients);
        foreach (var group in Groups)
        {
            var log = store.Log.GetValueOrDefault(group) ?? [];
            if (fault != Fault.Flush)
                CheckDepartures(log);
            var order = log.OfType<NodeMessage.Post>()
                .Select((post, index) => (Text: ContentOf(JsonCodec.Decode<GatewayFrame>(post.Frame.Utf8.Span)), index))
                .ToDictionary(entry => entry.Text, entry => entry.index);
            foreach (var client in alive)
                CheckPosts(order, client, group, isComplete: fault is not (Fault.Cut or Fault.Flush));
        }
    }

    /// <summary>The time from which on a post to a user reaches everyone.</summary>
    private static TimeSpan RepairedAfter(Fault fault) => fault switch
    {
        Fault.None or Fault.Kill => TimeSpan.Zero,
        Fault.Pause => TimeSpan.FromSeconds(60),
        _ => TimeSpan.FromSeconds(40),
    };

    private static void Schedule(Fault fault, SimulatedWorld world, SimulatedStore store, List<SimulatedNode> nodes)
    {
        var node = nodes[world.Random.Next(Nodes)];
        var time = Start + world.UpTo((int)Load.TotalMilliseconds);
        switch (fault)
        {
            case Fault.Kill:
                world.Schedule(null, time, node.Kill);
                break;
            case Fault.Pause:
                world.Schedule(null, time, () => node.PausedUntil = world.Now + world.UpTo(30_000));
                break;
            case Fault.Cut:
                for (var cut = 0; cut < 3; cut++)
                {
                    var link = nodes[world.Random.Next(Nodes)].Backplane;
                    world.Schedule(null, Start + world.UpTo((int)Load.TotalMilliseconds), () =>
                    {
                        if (link.IsCut)
                            return;
                        link.Cut();
                        world.Schedule(null, world.UpTo(15_000), link.Restore);
                    });
                }

                break;
            case Fault.Flush:
                world.Schedule(null, time, () =>
                {
                    store.Flush();
                    if (world.Random.Next(2) == 0)
                        return;
                    foreach (var each in nodes)
                    {
                        each.Backplane.Cut();
                        world.Schedule(null, world.UpTo(5000), each.Backplane.Restore);
                    }
                });
                break;
        }
    }

    /// <summary>In the end the store has exactly the connections that are open, in the groups that they are in.</summary>
    private static void CheckPresence(SimulatedStore store, List<SimulatedClient> alive)
    {
        var open = alive.Where(client => client.IsOpen).ToList();
        store.AllConnections.ShouldBe(open.Select(client => client.Connection.Cid), ignoreOrder: true);
        foreach (var group in Groups)
        {
            var members = open.Where(client => client.Connection.Group == group).Select(client => client.Connection.Cid);
            store.MembersOf(group).ShouldBe(members, ignoreOrder: true);
        }
    }

    /// <summary>In the end every node is subscribed to the groups of its connections.</summary>
    private static void CheckSubscriptions(List<SimulatedClient> alive)
    {
        foreach (var client in alive)
        {
            if (client is { IsOpen: true, Connection.Group: { } group })
                client.Node.Backplane.Subscriptions.ShouldContain((SimulatedClient.Scope, group));
        }
    }

    /// <summary>Between two joins of a connection its group is told exactly once that it has gone.</summary>
    private static void CheckDepartures(List<NodeMessage> log)
    {
        var present = new HashSet<string>();
        foreach (var notice in log.OfType<NodeMessage.Notice>())
        {
            var changed = notice.Code == NoticeCode.UserJoined.Value ? present.Add(notice.Cid) : present.Remove(notice.Cid);
            if (!changed)
                throw new ShouldAssertException($"{notice.Code} of {notice.Cid} was told twice.");
        }
    }

    /// <summary>A client gets the posts of its group in the order of the channel, none twice, and all that follow its join.</summary>
    private static void CheckPosts(Dictionary<string, int> order, SimulatedClient client, string group, bool isComplete)
    {
        int? last = null;
        var isFirst = true;
        foreach (var frame in client.Frames.Where(frame => frame.SenderGroup == group))
        {
            if (frame.Code == NoticeCode.UserJoined.Value && frame.SenderCid == client.Connection.Cid)
                isFirst = true;
            if (frame.Message is null)
                continue;
            var index = order[ContentOf(frame)];
            if (last is { } before)
            {
                index.ShouldBeGreaterThan(before);
                if (isComplete && !isFirst)
                    index.ShouldBe(before + 1);
            }

            (last, isFirst) = (index, false);
        }

        if (isComplete && client.IsOpen && client.Connection.Group == group && order.Count > 0 && !isFirst)
            last.ShouldBe(order.Count - 1);
    }

    private static string ContentOf(GatewayFrame frame)
    {
        frame.Message!.Value.TryGetString(out var text).ShouldBeTrue();
        return text!;
    }
}
