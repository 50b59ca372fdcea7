using System.Net;
using System.Net.Sockets;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Managed.Tests.Turn;

/// <summary>A TURN server on a UDP port of this machine. The addresses that it allocates reach each other alone.</summary>
internal sealed class UdpTurnServer : IAsyncDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly Queue<(IPEndPoint From, IPEndPoint To, byte[] Bytes)> _relayed = [];
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _ending = new();
    private readonly TestTurnServer _server;
    private readonly Task _receiving;

    public UdpTurnServer()
    {
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _server = new TestTurnServer((IPEndPoint)_socket.LocalEndPoint!) { Send = Send };
        _receiving = Task.Run(ReceiveAsync);
    }

    /// <summary>The number of addresses that are allocated now.</summary>
    public int Allocated
    {
        get
        {
            // A server that failed answers nothing, so a test would only wait.
            if (_receiving.IsFaulted)
                throw new InvalidOperationException("The TURN server failed.", _receiving.Exception);

            lock (_gate)
                return _server.Relayed.Count;
        }
    }

    public IceServer ToServer() => new()
    {
        Urls = [$"turn:{_server.Address}?transport=udp"],
        Username = TestTurnServer.Username,
        Credential = TestTurnServer.Password,
    };

    /// <summary>Ends the server.</summary>
    /// <exception cref="Exception">The server failed before.</exception>
    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        try
        {
            await _receiving;
        }
        catch (OperationCanceledException)
        {
            // It was ended just now.
        }
        finally
        {
            _socket.Dispose();
            _ending.Dispose();
        }
    }

    private async Task ReceiveAsync()
    {
        var buffer = new byte[65_536];
        while (true)
        {
            var received = await _socket.ReceiveFromAsync(buffer, new IPEndPoint(IPAddress.Any, 0), _ending.Token);
            lock (_gate)
            {
                var from = (IPEndPoint)received.RemoteEndPoint;
                _server.Handle(from, _server.Address, buffer[..received.ReceivedBytes], TimeSpan.Zero);
                while (_relayed.TryDequeue(out var next))
                    _server.Handle(next.From, next.To, next.Bytes, TimeSpan.Zero);
            }
        }
    }

    private void Send(IPEndPoint from, IPEndPoint to, byte[] bytes)
    {
        if (from.Equals(_server.Address))
            _socket.SendTo(bytes, to);
        else if (_server.Owns(to))
            _relayed.Enqueue((from, to, bytes));
    }
}
