using System.Globalization;
using Skapi.Protocol;
using Skapi.Protocol.Json;
using Skapi.Realtime.Gateway.App;
using Skapi.Realtime.Gateway.Connections;
using Skapi.Realtime.Gateway.Relay;
using Skapi.Realtime.Gateway.Tokens;
using Skapi.Realtime.Gateway.Wire;

namespace Skapi.Realtime.Gateway.Tests.Nodes;

/// <summary>
/// A client of a simulation: joins, posts to groups and users, leaves and disconnects at random, one frame after the other. After that it
/// posts to users up to a time.
/// </summary>
internal sealed class SimulatedClient(SimulatedWorld world, SimulatedNode node, string userId, UserLog log, TimeSpan lastPost)
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

    public string UserId => userId;

    /// <summary>When it has asked for its connection.</summary>
    public TimeSpan Opening { get; private set; } = TimeSpan.MaxValue;

    /// <summary>When its connection was open.</summary>
    public TimeSpan Opened { get; private set; } = TimeSpan.MaxValue;

    /// <summary>When it has begun to close its connection.</summary>
    public TimeSpan Closing { get; private set; } = TimeSpan.MaxValue;

    /// <summary>When its connection was closed.</summary>
    public TimeSpan Closed { get; private set; } = TimeSpan.MaxValue;

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
        // Some connect when others have posted to their users.
        await world.Delay(node, world.UpTo(world.Random.Next(2) == 0 ? 2000 : 14_000));
        Connection = new Connection(node.Relay.CreateCid(), new RealtimeUser(Scope, userId), new SendQueue(int.MaxValue));
        Opening = world.Now;
        IsOpen = await node.Relay.OpenAsync(Connection) == Admission.Admitted;
        if (IsOpen)
            Opened = world.Now;
        for (var action = 0; action < actions && IsOpen; action++)
        {
            _action = "delay";
            await world.Delay(node, world.UpTo(400));
            if (Connection.Queue.CloseReason is null)
                await ActAsync();
            else
                await CloseAsync();
        }

        IsDone = true;
        // It stays until the app disconnects it, and posts to users now and then.
        while (IsOpen)
        {
            await world.Delay(node, TimeSpan.FromMilliseconds(500));
            if (Connection.Queue.CloseReason is not null)
                await CloseAsync();
            else if (world.Now < lastPost && world.Random.Next(10) == 0)
                await TryPostToUserAsync();
        }
    }

    private async Task TryPostToUserAsync()
    {
        try
        {
            await PostToUserAsync();
        }
        catch (BackplaneException)
        {
            // A session answers with an error, and the client goes on.
        }
    }

    private async Task CloseAsync()
    {
        IsOpen = false;
        Closing = world.Now;
        await node.Relay.CloseAsync(Connection);
        Closed = world.Now;
    }

    private async Task PostToUserAsync()
    {
        var post = log.Begin(Connection.Cid);
        var frame = new ClientFrame.SendMessage { UserId = post.UserId, Content = RawJson.FromString(post.Content), Token = "" };
        var result = await node.Relay.HandleAsync(Connection, frame);
        log.End(post, isRefused: result.Refusal is not null);
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
                    await CloseAsync();
                    break;
                case >= 7 and <= 11:
                    await PostToUserAsync();
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
