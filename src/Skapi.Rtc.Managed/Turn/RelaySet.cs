using System.Net;
using Skapi.Rtc.Managed.Stun;
using Skapi.Rtc.Managed.Timing;

namespace Skapi.Rtc.Managed.Turn;

/// <summary>The addresses of one peer at TURN servers. To the layers above, each is like an address of this machine.</summary>
/// <param name="options">What the clients are created with.</param>
/// <param name="listener">Receives what the clients report.</param>
internal sealed class RelaySet(TurnOptions options, IRelayListener listener) : ITurnListener
{
    private const int MaxRedirects = 2;

    private readonly List<TurnClient> _clients = [];
    private readonly Dictionary<TurnClient, int> _redirects = [];
    private bool _hasStreams;
    private TimeSpan _now;

    /// <summary>The servers.</summary>
    public IReadOnlyList<TurnServer> Servers { get; set; } = [];

    /// <summary>Whether there is no client.</summary>
    public bool IsEmpty => _clients.Count == 0;

    /// <summary>Whether no server is waited for.</summary>
    public bool IsComplete => _clients.TrueForAll(static client => client.State == TurnState.Allocated);

    /// <summary>When <see cref="HandleTimeout"/> is due, or null if nothing waits.</summary>
    public TimeSpan? NextTimeout
    {
        get
        {
            TimeSpan? next = null;
            foreach (var client in _clients)
                Earliest.Include(ref next, client.NextTimeout);

            return next;
        }
    }

    /// <summary>The servers that can be reached over UDP from an address of this machine.</summary>
    public IEnumerable<TurnServer> DatagramServers(IPEndPoint local) => Servers.Where(
        server => server.Transport == TurnTransport.Udp && server.Address.AddressFamily == local.AddressFamily);

    /// <summary>Requests an address of every server over UDP, from an address of this machine.</summary>
    public void StartDatagrams(IPEndPoint local, TimeSpan now)
    {
        _now = now;
        foreach (var server in DatagramServers(local))
            Start(server, local, 0, now);
    }

    /// <summary>Requests an address of every server over TCP and TLS. Does nothing if they were requested before.</summary>
    public void StartStreams(TimeSpan now)
    {
        _now = now;
        if (_hasStreams)
            return;

        _hasStreams = true;
        foreach (var server in Servers.Where(static server => server.Transport != TurnTransport.Udp))
            Start(server, null, 0, now);
    }

    /// <summary>Whether a client belongs to the set.</summary>
    public bool Contains(TurnClient client) => _clients.Contains(client);

    /// <summary>Finds the client of an address that a server allocated.</summary>
    public TurnClient? Find(IPEndPoint relayed)
    {
        foreach (var client in _clients)
        {
            if (ReferenceEquals(client.Relayed, relayed) || relayed.Equals(client.Relayed))
                return client;
        }

        return null;
    }

    /// <summary>Handles a datagram, if it is a server's and not an answer to a Binding request.</summary>
    public bool TryHandle(IPEndPoint local, IPEndPoint from, Span<byte> datagram, TimeSpan now)
    {
        _now = now;
        if (_clients.Count == 0 || !(ChannelData.IsChannelData(datagram) || IsOfTurn(datagram)))
            return false;

        foreach (var client in _clients)
        {
            if (client.Local is { } known && client.Server.Address.Equals(from) && known.Equals(local))
            {
                client.HandleMessage(datagram, now);
                return true;
            }
        }

        return false;
    }

    /// <summary>The stream of a client is open.</summary>
    public void OnConnected(TurnClient client, TimeSpan now)
    {
        _now = now;
        if (_clients.Contains(client))
            client.OnConnected(now);
    }

    /// <summary>Handles bytes of the stream of a client.</summary>
    public void HandleStream(TurnClient client, ReadOnlySpan<byte> bytes, TimeSpan now)
    {
        _now = now;
        if (_clients.Contains(client))
            client.HandleStream(bytes, now);
    }

    /// <summary>The stream of a client was closed or could not be opened.</summary>
    public void OnDisconnected(TurnClient client, string reason)
    {
        if (_clients.Contains(client))
            client.OnDisconnected(reason);
    }

    /// <summary>Nothing can be sent from an address of this machine any more.</summary>
    public void OnHostLost(IPEndPoint local, TimeSpan now)
    {
        _now = now;
        foreach (var client in _clients.Where(client => local.Equals(client.Local)).ToArray())
            client.OnDisconnected("The socket on the address of this machine failed.");
    }

    /// <summary>Handles the timers that are due.</summary>
    public void HandleTimeout(TimeSpan now)
    {
        _now = now;
        for (var i = _clients.Count - 1; i >= 0; i--)
        {
            // A client that ends leaves the list.
            if (i < _clients.Count && now >= _clients[i].NextTimeout)
                _clients[i].HandleTimeout(now);
        }
    }

    /// <summary>Ends the clients that have no address yet.</summary>
    public void CloseUnfinished()
    {
        foreach (var client in _clients.Where(static client => client.State != TurnState.Allocated).ToArray())
            Remove(client);
    }

    /// <summary>Gives every address back.</summary>
    public void Close()
    {
        foreach (var client in _clients.ToArray())
            Remove(client);
    }

    /// <inheritdoc/>
    void ITurnListener.Send(TurnClient client, ReadOnlySpan<byte> message)
    {
        if (client.Local is { } local)
            listener.SendToServer(local, client.Server.Address, message);
        else
            listener.SendStream(client, message);
    }

    /// <inheritdoc/>
    void ITurnListener.OnAllocated(TurnClient client) => listener.OnRelayed(client);

    /// <inheritdoc/>
    void ITurnListener.OnEnded(TurnClient client, int code, string reason)
    {
        _clients.Remove(client);
        _redirects.Remove(client, out var redirects);
        if (client.IsStream)
            listener.CloseStream(client);

        // A server that is in use already, or is one too many, is not started.
        if (client.Alternate is { } alternate && redirects < MaxRedirects && client.Relayed is null
            && Start(client.Server with { Address = alternate }, client.Local, redirects + 1, _now))
            return;

        if (client.Relayed is null)
            listener.OnRelayFailed(client, code, reason);
        else
            listener.OnRelayLost(client);
    }

    /// <inheritdoc/>
    void ITurnListener.OnData(TurnClient client, IPEndPoint peer, Span<byte> data) => listener.OnRelayedData(client.Relayed!, peer, data);

    private static bool IsOfTurn(ReadOnlySpan<byte> datagram) =>
        StunMessage.IsStun(datagram) && ((datagram[0] & 0x3E) != 0 || (datagram[1] & 0xEF) != StunMessage.Binding);

    private bool Start(TurnServer server, IPEndPoint? local, int redirects, TimeSpan now)
    {
        // Two clients of one socket and one server would be one to the server (RFC 8656, section 3.1).
        var isKnown = _clients.Exists(
            known => known.Local is not null && known.Local.Equals(local) && known.Server.Address.Equals(server.Address));
        if (isKnown || _clients.Count >= options.MaxClients)
            return false;

        var client = new TurnClient(server, local, options, this);
        _clients.Add(client);
        if (redirects > 0)
            _redirects[client] = redirects;

        client.Start(now);
        if (client.IsStream)
            listener.OpenStream(client);

        return true;
    }

    private void Remove(TurnClient client)
    {
        client.Close();
        _clients.Remove(client);
        _redirects.Remove(client);
        if (client.IsStream)
            listener.CloseStream(client);
    }
}
