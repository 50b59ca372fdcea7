using System.Net;
using System.Net.Sockets;
using Skapi.Protocol;
using Skapi.Rtc.Ice;

namespace Skapi.Rtc.Managed.Tests.Peer;

/// <summary>What TCP connections to one port go through, so that a test can reset them, as middleboxes do.</summary>
internal sealed class TcpLine : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Any, 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly Lock _gate = new();
    private readonly List<TcpClient> _sockets = [];
    private readonly Task _accepting;
    private IPEndPoint? _target;
    private int _connections;

    public TcpLine()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>The number of connections that were opened.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Rewrites a candidate of the other side so that connections go through the line. Null if it cannot be used.</summary>
    public IceCandidate? Redirect(IceCandidate candidate)
    {
        var line = CandidateLine.Parse(candidate.Candidate!);
        if (IPAddress.Parse(line.Address).AddressFamily != AddressFamily.InterNetwork || _target is not null)
            return null;

        _target = new IPEndPoint(IPAddress.Parse(line.Address), line.Port);
        var own = line with { Port = ((IPEndPoint)_listener.LocalEndpoint).Port };
        return candidate with { Candidate = own.ToString() };
    }

    /// <summary>Resets every connection.</summary>
    public void Reset()
    {
        lock (_gate)
        {
            foreach (var socket in _sockets)
            {
                socket.LingerState = new LingerOption(true, 0);
                socket.Dispose();
            }

            _sockets.Clear();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _listener.Dispose();
        Reset();
        await _accepting.ContinueWith(static _ => { }, TaskScheduler.Default);
        _closing.Dispose();
    }

    private async Task AcceptAsync()
    {
        var running = new List<Task>();
        try
        {
            while (true)
                running.Add(ForwardAsync(await _listener.AcceptTcpClientAsync(_closing.Token)));
        }
        finally
        {
            await Task.WhenAll(running);
        }
    }

    private async Task ForwardAsync(TcpClient accepted)
    {
        var onward = new TcpClient(AddressFamily.InterNetwork);
        await onward.ConnectAsync(_target!, _closing.Token);
        lock (_gate)
            _sockets.AddRange([accepted, onward]);

        Interlocked.Increment(ref _connections);
        await Task.WhenAny(CopyAsync(accepted, onward), CopyAsync(onward, accepted));
    }

    private async Task CopyAsync(TcpClient from, TcpClient to)
    {
        try
        {
            await from.GetStream().CopyToAsync(to.GetStream(), _closing.Token);
        }
        catch (Exception error)
            when (error is IOException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
            // The test reset the connection.
        }
    }
}
