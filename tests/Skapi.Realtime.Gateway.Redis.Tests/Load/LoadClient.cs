using System.Net.WebSockets;
using System.Text.Json.Nodes;
using Skapi.Realtime.Gateway.Redis.Tests.Infrastructure;
using Skapi.Realtime.Gateway.Tests.Infrastructure;

namespace Skapi.Realtime.Gateway.Redis.Tests.Load;

/// <summary>A client that joins, leaves, posts and signals at random, and records everything that it receives.</summary>
internal sealed class LoadClient : IAsyncDisposable
{
    private readonly RealtimeClient _client;
    private readonly Random _random;
    private readonly string _group;
    private readonly List<JsonObject> _frames = [];
    private readonly Task _receiving;
    private TaskCompletionSource _arrived = NewSignal();
    private int _posts;

    private LoadClient(RealtimeClient client, Random random, string group)
    {
        (_client, _random, _group) = (client, random, group);
        _receiving = ReceiveAllAsync();
    }

    public string Cid => _client.Cid;

    /// <summary>Whether it has joined the group, as it knows.</summary>
    public bool IsMember { get; private set; }

    /// <summary>Whether its connection has ended.</summary>
    public bool IsGone => _receiving.IsCompleted;

    /// <summary>The offers that it has sent, by their number.</summary>
    public List<(string To, string Offer)> Offers { get; } = [];

    /// <summary>What it has received up to now.</summary>
    public IReadOnlyList<JsonObject> Frames
    {
        get
        {
            lock (_frames)
                return [.. _frames];
        }
    }

    /// <summary>The posts that it has received, in order.</summary>
    public List<string> Posts => [.. Frames.Select(static frame => frame.Text("#message")).OfType<string>()];

    public static async Task<LoadClient> ConnectAsync(NodeProcess node, string userId, int seed, string group) =>
        new(await node.ConnectAsync(userId), new Random(seed), group);

    /// <summary>Acts at random. Ends early if its node dies.</summary>
    /// <param name="actions">The number of actions.</param>
    /// <param name="others">Whom it calls.</param>
    /// <param name="acted">Is called after each action.</param>
    public async Task RunAsync(int actions, IReadOnlyList<LoadClient> others, Action acted)
    {
        for (var action = 0; action < actions; action++)
        {
            if (!IsGone)
                await TryActAsync(others);
            acted();
        }
    }

    /// <summary>Joins the group, and waits for the answer.</summary>
    public async Task JoinAsync()
    {
        var mark = Frames.Count;
        await _client.JoinAsync(_group);
        var answer = await WaitAsync(
            mark, frame => IsOwnJoin(frame) || (frame.Text("#error") is not null && frame.Text("#srid") == _group));
        IsMember |= answer is not null && IsOwnJoin(answer);
    }

    /// <summary>Posts a text to the group.</summary>
    public Task PostAsync(string text) => _client.BroadcastAsync(_group, text);

    /// <summary>Waits for a frame.</summary>
    /// <returns>Null if the connection has ended.</returns>
    public async Task<JsonObject?> WaitAsync(int mark, Func<JsonObject, bool> fits)
    {
        while (true)
        {
            var arrived = Volatile.Read(ref _arrived);
            if (Frames.Skip(mark).FirstOrDefault(fits) is { } found)
                return found;
            if (IsGone)
                return null;
            await Task.WhenAny(arrived.Task, _receiving).OrHang();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await _receiving.OrHang();
    }

    private async Task TryActAsync(IReadOnlyList<LoadClient> others)
    {
        try
        {
            await ActAsync(others);
        }
        catch (Exception e) when (e is WebSocketException or IOException or ObjectDisposedException)
        {
            // Its node has died.
        }
    }

    private async Task ActAsync(IReadOnlyList<LoadClient> others)
    {
        switch (_random.Next(10))
        {
            case 0 when IsMember:
                IsMember = false;
                await _client.JoinAsync(null);
                break;
            case < 3 when others.Count > 0:
                var offer = $"{Cid} {Offers.Count}";
                var to = others[_random.Next(others.Count)].Cid;
                Offers.Add((to, offer));
                await _client.SignalAsync(to, new { sdpoffer = new { type = "offer", sdp = offer } });
                break;
            default:
                if (IsMember)
                    await PostAsync($"{Cid} {_posts++}");
                else
                    await JoinAsync();
                break;
        }
    }

    private bool IsOwnJoin(JsonObject frame) =>
        frame.Text("#code") == "USER_JOINED" && frame.Text("#scid") == Cid && frame.Text("#srid") == _group;

    private async Task ReceiveAllAsync()
    {
        try
        {
            while (true)
            {
                var frame = JavaScript.ReadFrame(await _client.ReceiveTextAsync());
                lock (_frames)
                    _frames.Add(frame);
                Interlocked.Exchange(ref _arrived, NewSignal()).SetResult();
            }
        }
        catch (Exception e) when (e is WebSocketException or IOException or ObjectDisposedException or ShouldAssertException)
        {
            // The connection has ended, or was closed.
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
