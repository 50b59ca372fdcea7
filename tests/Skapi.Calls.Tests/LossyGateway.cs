using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Skapi.Calls.Tests;

/// <summary>A TCP relay in front of a gateway that can drop every connection, as a network that fails does.</summary>
internal sealed class LossyGateway : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Uri _gateway;
    private readonly ConcurrentBag<TcpClient> _clients = [];
    private readonly CancellationTokenSource _end = new();
    private readonly Task _accepting;

    private LossyGateway(Uri gateway)
    {
        _gateway = gateway;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>The address of the WebSocket behind the relay.</summary>
    public Uri WebSocketEndpoint => new UriBuilder(_gateway) { Host = "127.0.0.1", Port = ((IPEndPoint)_listener.LocalEndpoint).Port }.Uri;

    /// <summary>Starts a relay.</summary>
    /// <param name="gateway">The address of the gateway's WebSocket.</param>
    public static LossyGateway Start(Uri gateway) => new(gateway);

    /// <summary>Drops every connection without a close frame. New ones can be opened at once.</summary>
    public void DropConnections()
    {
        while (_clients.TryTake(out var client))
            client.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        DropConnections();
        await _accepting;
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_end.Token);
                var server = new TcpClient();
                await server.ConnectAsync(_gateway.Host, _gateway.Port, _end.Token);
                _clients.Add(client);
                _clients.Add(server);
                _ = RelayAsync(client, server);
                _ = RelayAsync(server, client);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private static async Task RelayAsync(TcpClient from, TcpClient to)
    {
        try
        {
            await from.GetStream().CopyToAsync(to.GetStream());
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The connection was dropped.
        }
        finally
        {
            to.Dispose();
        }
    }
}
