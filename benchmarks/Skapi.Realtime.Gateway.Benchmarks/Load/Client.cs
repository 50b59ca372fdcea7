using System.Net.WebSockets;
using System.Text;

namespace Skapi.Realtime.Gateway.Benchmarks.Load;

/// <summary>A client that counts what it receives. It parses nothing, so that it costs little beside the server.</summary>
internal sealed class Client : IAsyncDisposable
{
    private static readonly byte[] Marker = Encoding.UTF8.GetBytes(Dialect.Content);

    private readonly ClientWebSocket _socket = new();
    private readonly SemaphoreSlim _delivered = new(0);
    private readonly Dialect _dialect;
    private Task _receiving = Task.CompletedTask;
    private long _deliveries;

    private Client(Dialect dialect) => _dialect = dialect;

    public long Deliveries => Interlocked.Read(ref _deliveries);

    public static async Task<Client> ConnectAsync(HttpClient http, Uri server, string kind, string userId)
    {
        var client = new Client(Dialect.Of(kind));
        client._socket.Options.KeepAliveInterval = Timeout.InfiniteTimeSpan;
        await client._socket.ConnectAsync(await client._dialect.AddressAsync(http, server, userId), CancellationToken.None);
        if (client._dialect.Greeting is { } greeting)
            await client.SendAsync(greeting);
        client._receiving = client.ReceiveAsync();
        return client;
    }

    public Task JoinAsync(string group) => SendAsync(_dialect.Join(group));

    /// <summary>Posts once, to a group or else to a user.</summary>
    public Task PostOnceAsync(string? group, string userId) => SendAsync(group is null ? _dialect.Send(userId) : _dialect.Post(group));

    /// <summary>Posts until cancelled, the next time when the last post has come back, or at a rate.</summary>
    /// <param name="group">The group, or null to post to the user.</param>
    /// <param name="userId">The user.</param>
    /// <param name="perSecond">The rate, or null.</param>
    /// <param name="cancellationToken">Ends the posting.</param>
    public async Task PostAsync(string? group, string userId, double? perSecond, CancellationToken cancellationToken)
    {
        var frame = group is null ? _dialect.Send(userId) : _dialect.Post(group);
        // What was delivered before is not the answer to a post of this round.
        while (_delivered.Wait(0, CancellationToken.None))
        {
        }

        using var timer = perSecond is { } rate ? new PeriodicTimer(TimeSpan.FromSeconds(1 / rate)) : null;
        try
        {
            while (timer is null || await timer.WaitForNextTickAsync(cancellationToken))
            {
                await SendAsync(frame);
                await _delivered.WaitAsync(cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The row has ended.
        }
    }

    public async ValueTask DisposeAsync()
    {
        _socket.Abort();
        await _receiving;
        _socket.Dispose();
        _delivered.Dispose();
    }

    private Task SendAsync(byte[] frame) =>
        _socket.SendAsync(frame, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    private async Task ReceiveAsync()
    {
        var buffer = new byte[16 * 1024];
        var kept = 0;
        try
        {
            while (true)
            {
                var result = await _socket.ReceiveAsync(buffer.AsMemory(kept), CancellationToken.None);
                var received = buffer.AsSpan(0, kept + result.Count);
                int next;
                while ((next = received.IndexOf(Marker)) >= 0)
                {
                    Interlocked.Increment(ref _deliveries);
                    _delivered.Release();
                    received = received[(next + Marker.Length)..];
                }

                // A marker may be cut in two by the end of the buffer.
                kept = Math.Min(received.Length, Marker.Length - 1);
                received[^kept..].CopyTo(buffer);
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            // Disposed.
        }
    }
}
