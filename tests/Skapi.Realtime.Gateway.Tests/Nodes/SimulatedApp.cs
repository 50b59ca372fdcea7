using Skapi.Protocol.Json;
using Skapi.Realtime.Gateway.App;
using Skapi.Realtime.Gateway.Frames;
using Skapi.Realtime.Gateway.Tokens;

namespace Skapi.Realtime.Gateway.Tests.Nodes;

/// <summary>The app on one node of a simulation: posts to users, counts, and disconnects users at random.</summary>
internal sealed class SimulatedApp(SimulatedWorld world, SimulatedNode node, int index, UserLog log)
{
    private readonly string _name = $"app{index}";

    public async Task RunAsync(int actions)
    {
        for (var action = 0; action < actions; action++)
        {
            await world.Delay(node, world.UpTo(1000));
            try
            {
                if (world.Random.Next(20) == 0)
                    await DisconnectAsync();
                else
                    await PostAsync();
            }
            catch (BackplaneException)
            {
                // The app is told that the backplane is away, and goes on.
            }
        }
    }

    /// <summary>Counts all connections, and those of each group.</summary>
    public async Task<(int All, Dictionary<string, int> Groups)> CountAsync(IEnumerable<string> groups)
    {
        var all = await node.Relay.CountConnectionsAsync(CancellationToken.None);
        var counts = new Dictionary<string, int>();
        foreach (var group in groups)
            counts.Add(group, await node.Relay.CountGroupAsync(SimulatedClient.Scope, group, CancellationToken.None));
        return (all, counts);
    }

    private async Task PostAsync()
    {
        var post = log.Begin(_name);
        var frame = GatewayFrames.AppPost(_name, RawJson.FromString(post.Content), group: null);
        var count = await node.Relay.PostToUserAsync(
            new RealtimeUser(SimulatedClient.Scope, post.UserId), frame, CancellationToken.None);
        log.End(post, isRefused: count == 0, count);
    }

    private async Task DisconnectAsync()
    {
        var disconnect = log.BeginDisconnect();
        await node.Relay.DisconnectUserAsync(new RealtimeUser(SimulatedClient.Scope, disconnect.UserId), CancellationToken.None);
        log.End(disconnect);
    }
}
