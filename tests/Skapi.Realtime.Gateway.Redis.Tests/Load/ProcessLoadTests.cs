using System.Globalization;
using Skapi.Realtime.Gateway.Redis.Tests.Infrastructure;
using Skapi.Realtime.Gateway.Tests.Infrastructure;

namespace Skapi.Realtime.Gateway.Redis.Tests.Load;

/// <summary>
/// Three gateways and Redis as processes, under a load of joins, posts and calls at random, with one fault after the other.
/// <c>SKAPI_GATEWAY_LOADS=20</c> plays 20 seeds with every fault, and <c>20:Cut</c> with one; without it, one seed with the faults of nodes
/// is played.
/// </summary>
public class ProcessLoadTests
{
    private const int ClientsOfNode = 3;
    private const int Actions = 30;

    /// <summary>What happens in the middle of the load.</summary>
    private enum Fault
    {
        None,
        Kill,
        Pause,
        Roll,
        Cut,
        Flush,
        Restart,
    }

    [Fact]
    public async Task Under_load_and_faults_order_delivery_presence_and_departures_are_right()
    {
        var wanted = Environment.GetEnvironmentVariable("SKAPI_GATEWAY_LOADS")?.Split(':') ?? [];
        var count = wanted.Length > 0 ? int.Parse(wanted[0], CultureInfo.InvariantCulture) : 0;
        Fault[] faults = wanted switch
        {
            [] => [Fault.None, Fault.Pause, Fault.Kill],
            [_, var name] => [Enum.Parse<Fault>(name)],
            _ => Enum.GetValues<Fault>(),
        };
        await using var redis = await RedisServer.StartAsync();
        var nodes = (await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => NodeProcess.StartAsync(redis)))).ToList();
        for (var seed = 1; seed <= Math.Max(1, count); seed++)
        {
            foreach (var fault in faults)
            {
                try
                {
                    await RunAsync(seed, fault, redis, nodes);
                }
                catch (Exception e)
                {
                    throw new InvalidOperationException($"Seed {seed} with {fault} failed. {e.Message}", e);
                }
            }
        }

        foreach (var node in nodes)
            await node.DisposeAsync();
    }

    private static async Task RunAsync(int seed, Fault fault, RedisServer redis, List<NodeProcess> nodes)
    {
        var group = string.Create(CultureInfo.InvariantCulture, $"{fault} {seed}");
        // The reader is in the group from before the load until after it, on a node without a fault of its own.
        var reader = await LoadClient.ConnectAsync(nodes[0], "reader", seed, group);
        // A node that makes its connection to Redis anew after the fault before this one refuses.
        await Eventually.TrueAsync(async () =>
        {
            await reader.JoinAsync();
            return reader.IsMember;
        });
        var clients = new List<LoadClient>();
        for (var index = 0; index < ClientsOfNode * nodes.Count; index++)
        {
            clients.Add(await LoadClient.ConnectAsync(
                nodes[index % nodes.Count], $"user {index % 5}", (seed * 1000) + index, group));
        }

        var half = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var acted = 0;
        var acting = clients.Select(client => client.RunAsync(Actions, clients, () =>
        {
            if (Interlocked.Increment(ref acted) == clients.Count * Actions / 2)
                half.SetResult();
        })).ToList();
        await half.Task.OrHang();
        await ApplyAsync(fault, redis, nodes, lastOf: clients[nodes.Count - 1].Cid);
        await Task.WhenAll(acting).OrHang();

        var present = await SettleAsync(group, nodes, reader, clients);
        CheckPosts(reader, present, isComplete: fault is not (Fault.Cut or Fault.Flush or Fault.Restart or Fault.Pause));
        if (fault is Fault.None or Fault.Kill or Fault.Roll or Fault.Pause)
            CheckDepartures(reader);
        if (fault is Fault.None)
        {
            await Eventually.TrueAsync(() => Task.FromResult(
                clients.TrueForAll(client => Received(client).Count == Sent(clients, client).Count)));
        }

        foreach (var client in clients)
            CheckCalls(client, clients);
        foreach (var client in clients)
            await client.DisposeAsync();
        await reader.DisposeAsync();
    }

    private static async Task ApplyAsync(Fault fault, RedisServer redis, List<NodeProcess> nodes, string lastOf)
    {
        var last = nodes[^1];
        switch (fault)
        {
            case Fault.Kill:
                await last.KillAsync();
                await redis.ExpireLeaseAsync(lastOf);
                await ReplaceAsync(nodes, redis);
                break;
            case Fault.Pause:
                await last.PauseAsync();
                await redis.ExpireLeaseAsync(lastOf);
                await last.ContinueAsync();
                break;
            case Fault.Roll:
                await last.StopAsync();
                await ReplaceAsync(nodes, redis);
                break;
            case Fault.Cut:
                await redis.CutAsync();
                break;
            case Fault.Flush:
                await redis.FlushAsync();
                break;
            case Fault.Restart:
                await redis.KillAsync();
                await redis.StartAgainAsync();
                break;
        }
    }

    private static async Task ReplaceAsync(List<NodeProcess> nodes, RedisServer redis)
    {
        await nodes[^1].DisposeAsync();
        nodes[^1] = await NodeProcess.StartAsync(redis);
    }

    /// <summary>Waits until every node lists exactly the members, and all of them have got everything.</summary>
    /// <returns>The members apart from the reader.</returns>
    private static async Task<List<LoadClient>> SettleAsync(
        string group, List<NodeProcess> nodes, LoadClient reader, List<LoadClient> clients)
    {
        var wrong = "";
        await Eventually.TrueAsync(
            async () =>
            {
                var expected = clients.Where(static client => client.IsMember && !client.IsGone).Append(reader)
                    .Select(static client => client.Cid).Order().ToList();
                for (var index = 0; index < nodes.Count; index++)
                {
                    var listed = await nodes[index].TryListAsync(group);
                    if (listed is not null && listed.Order().SequenceEqual(expected))
                        continue;
                    wrong = $"Node {index} lists {(listed is null ? "nothing" : string.Join(", ", listed))} in place of "
                        + string.Join(", ", expected);
                    return false;
                }

                return true;
            },
            () => wrong);
        var present = clients.Where(static client => client.IsMember && !client.IsGone).ToList();
        var ends = new List<string>();
        // A post can be lost while a subscription is made again, so its sender could wait for it in vain.
        await Eventually.TrueAsync(
            async () =>
            {
                if (ends.Exists(end => HaveNot(end).Count == 0))
                    return true;
                var end = string.Create(CultureInfo.InvariantCulture, $"end {ends.Count}");
                ends.Add(end);
                await reader.PostAsync(end);
                return false;
            },
            () => $"None of {ends.Count} posts has reached everybody. None reached {string.Join(", ", HaveNone())}.");
        return present;

        // A post that was sent a moment ago may still be on its way.
        IEnumerable<string> HaveNone() => ends.Select(HaveNot).Aggregate(static (all, next) => [.. all.Intersect(next)]);

        List<string> HaveNot(string end) =>
            [.. present.Append(reader).Where(client => !client.Posts.Contains(end)).Select(static client => client.Cid)];
    }

    /// <summary>Nobody gets a post twice, and everybody gets posts in the order in which the reader gets them.</summary>
    private static void CheckPosts(LoadClient reader, List<LoadClient> present, bool isComplete)
    {
        var order = reader.Posts.Select((text, index) => (text, index)).ToDictionary(entry => entry.text, entry => entry.index);
        foreach (var client in present)
        {
            var last = -1;
            var isFirst = true;
            foreach (var frame in client.Frames)
            {
                if (frame.Text("#code") == "USER_JOINED" && frame.Text("#scid") == client.Cid)
                    isFirst = true;
                // After a fault of Redis one of both may have missed posts, and no order is known for those.
                if (frame.Text("#message") is not { } text || !order.TryGetValue(text, out var index))
                    continue;
                index.ShouldBeGreaterThan(last, $"{client.Cid} got {text} in another order, or twice");
                if (isComplete && !isFirst)
                    index.ShouldBe(last + 1, $"{client.Cid} lost what was before {text}");
                (last, isFirst) = (index, false);
            }

            if (isComplete)
                client.Posts.ShouldAllBe(text => order.ContainsKey(text));
        }
    }

    /// <summary>Between two joins of a connection the reader is told exactly once that it has gone.</summary>
    private static void CheckDepartures(LoadClient reader)
    {
        var present = new HashSet<string>();
        foreach (var frame in reader.Frames)
        {
            if (frame.Text("#notice") is null)
                continue;
            var cid = frame.Text("#scid")!;
            var changed = frame.Text("#code") == "USER_JOINED" ? present.Add(cid) : present.Remove(cid);
            changed.ShouldBeTrue($"{frame.Text("#code")} of {cid}");
        }
    }

    /// <summary>Nobody gets an offer twice, or one for somebody else.</summary>
    private static void CheckCalls(LoadClient client, List<LoadClient> clients)
    {
        Received(client).ShouldBeUnique();
        Received(client).ShouldBeSubsetOf(Sent(clients, client));
    }

    private static List<string> Received(LoadClient client) =>
        [.. client.Frames.Select(static frame => frame["#rtc"]?["sdpoffer"]?["sdp"]?.GetValue<string>()).OfType<string>()];

    private static List<string> Sent(List<LoadClient> clients, LoadClient to) =>
        [.. clients.SelectMany(static client => client.Offers).Where(offer => offer.To == to.Cid).Select(static offer => offer.Offer)];
}
