using System.Globalization;
using Skapi.Protocol;
using Skapi.Protocol.Json;
using Skapi.Realtime.Gateway.App;
using Skapi.Realtime.Gateway.Connections;
using Skapi.Realtime.Gateway.Frames;
using Skapi.Realtime.Gateway.Relay;
using Skapi.Realtime.Gateway.Tokens;

namespace Skapi.Realtime.Gateway.Tests.Nodes;

/// <summary>A client of a simulation: joins, posts, leaves and disconnects at random, one frame after the other.</summary>
internal sealed class SimulatedClient(SimulatedWorld world, SimulatedNode node, string userId)
{
    public static readonly ServiceScope Scope = new("service", "owner");

    private static readonly string[] Groups = ["G1", "G2"];

    private readonly List<GatewayFrame> _frames = [];
    private int _posts;
    private string _action = "start";

    public Connection Connection { get; private set; } = null!;

    public SimulatedNode Node => node;

    /// <summary>Whether it has done everything that it wanted.</summary>
    public bool IsDone { get; private set; }

    /// <summary>Whether it is connected.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Everything that it has received.</summary>
    public IReadOnlyList<GatewayFrame> Frames
    {
        get
        {
            while (Connection.Queue.TryDequeue(out var frame))
            {
                _frames.Add(JsonCodec.Decode<GatewayFrame>(WebSocketFrame.TextOf(frame.Bytes).Span));
                Connection.Queue.Sent(frame);
            }

            return _frames;
        }
    }

    public override string ToString() => $"{Connection.Cid} at {_action}";

    public async Task RunAsync(int actions)
    {
        await world.Delay(node, world.UpTo(2000));
        Connection = new Connection(node.Relay.CreateCid(), new RealtimeUser(Scope, userId), new SendQueue(int.MaxValue));
        IsOpen = await node.Relay.OpenAsync(Connection) == Admission.Admitted;
        for (var action = 0; action < actions && IsOpen; action++)
        {
            _action = "delay";
            await world.Delay(node, world.UpTo(400));
            await ActAsync();
        }

        IsDone = true;
    }

    private async Task ActAsync()
    {
        var group = Groups[world.Random.Next(Groups.Length)];
        try
        {
            var act = world.Random.Next(20);
            _action = $"action {act} {group}";
            switch (act)
            {
                case < 5:
                    await node.Relay.HandleAsync(Connection, new ClientFrame.JoinRoom { Group = group, Token = "" });
                    break;
                case 5:
                    await node.Relay.HandleAsync(Connection, new ClientFrame.JoinRoom { Group = null, Token = "" });
                    break;
                case 6 when world.Random.Next(4) == 0:
                    IsOpen = false;
                    await node.Relay.CloseAsync(Connection);
                    break;
                default:
                    if (Connection.Group is not { } own)
                        break;
                    var content = RawJson.FromString(string.Create(CultureInfo.InvariantCulture, $"{Connection.Cid}/{_posts++}"));
                    await node.Relay.HandleAsync(Connection, new ClientFrame.Broadcast { Group = own, Content = content, Token = "" });
                    break;
            }
        }
        catch (BackplaneException)
        {
            // A session answers with an error, and the client goes on.
        }
    }
}
