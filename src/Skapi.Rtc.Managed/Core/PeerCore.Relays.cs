using System.Net;
using Skapi.Rtc.Managed.Io;
using Skapi.Rtc.Managed.Turn;

namespace Skapi.Rtc.Managed.Core;

/// <content>Addresses of this machine and of TURN servers. Each carries what the layers above send.</content>
internal sealed partial class PeerCore : IRelayListener
{
    // UDP to the server comes before TCP, and TCP before TLS, which adds its own records.
    private const int PreferenceStep = 0x2000;

    /// <summary>Adds an address of this machine. With relayed candidates only, it serves to reach the servers.</summary>
    public void AddHost(IPEndPoint address, TimeSpan now)
    {
        _now = now;
        if (!_options.IsRelayOnly)
            Ice.AddHost(address, now);

        _addresses.Hosts.Add(address);
        StartRelays(address, now);
    }

    /// <summary>Removes an address of this machine that cannot be used any more, and those at TURN servers that it reaches.</summary>
    public void RemoveHost(IPEndPoint address, TimeSpan now)
    {
        _now = now;
        foreach (var set in (AddressSet[])[_addresses, .. _earlier])
        {
            if (set.Hosts.Remove(address) || set.RemoveRelaySocket(address))
                set.Relays.OnHostLost(address, now);
        }

        Ice.RemoveLocal(address);
    }

    /// <summary>Handles that a TCP connection to the other side was closed.</summary>
    public void OnStreamClosed(StreamEndPoint local, StreamEndPoint remote, TimeSpan now)
    {
        _now = now;
        Ice.OnStreamClosed(local, remote, now);
    }

    /// <summary>Says that every address of this machine was added.</summary>
    public void EndHosts(TimeSpan now)
    {
        _now = now;
        _addresses.Relays.StartStreams(now);
        _addresses.HasAllHosts = true;
        CompleteGathering();
    }

    /// <summary>Opens the stream of a client of a TURN server.</summary>
    public void OnStreamConnected(TurnClient client, TimeSpan now)
    {
        _now = now;
        SetOf(client)?.Relays.OnConnected(client, now);
    }

    /// <summary>Handles bytes of the stream of a client of a TURN server.</summary>
    public void HandleStream(TurnClient client, ReadOnlySpan<byte> bytes, TimeSpan now)
    {
        _now = now;
        SetOf(client)?.Relays.HandleStream(client, bytes, now);
    }

    /// <summary>Handles that the stream of a client of a TURN server was closed or could not be opened.</summary>
    public void OnStreamClosed(TurnClient client, string reason, TimeSpan now)
    {
        _now = now;
        SetOf(client)?.Relays.OnDisconnected(client, reason);
    }

    /// <inheritdoc/>
    void IRelayListener.SendToServer(IPEndPoint from, IPEndPoint to, ReadOnlySpan<byte> datagram) =>
        _listener.Send(from, to, datagram, DatagramKind.Ordinary);

    /// <inheritdoc/>
    void IRelayListener.OpenStream(TurnClient client) => _listener.OpenStream(client);

    /// <inheritdoc/>
    void IRelayListener.SendStream(TurnClient client, ReadOnlySpan<byte> bytes) => _listener.SendStream(client, bytes);

    /// <inheritdoc/>
    void IRelayListener.CloseStream(TurnClient client) => _listener.CloseStream(client);

    /// <inheritdoc/>
    void IRelayListener.OnRelayed(TurnClient client)
    {
        // With relayed candidates only, the other side is not told how the server sees this machine. A socket for servers alone hears
        // nobody else.
        if (!_options.IsRelayOnly && client is { Local: { } local, Mapped: { } mapped } && !IsRelaySocket(local))
            Ice.AddReflexive(local, mapped);

        Ice.AddRelayed(
            client.Relayed!, _options.IsRelayOnly ? null : client.Mapped, (int)client.Server.Transport * PreferenceStep, _now);
        CompleteGathering();
    }

    /// <inheritdoc/>
    void IRelayListener.OnRelayFailed(TurnClient client, int code, string reason)
    {
        _listener.OnRelayFailed(client.Server, client.Local, code, reason);
        CompleteGathering();
    }

    /// <inheritdoc/>
    void IRelayListener.OnRelayLost(TurnClient client)
    {
        Ice.RemoveLocal(client.Relayed!);
        CompleteGathering();
    }

    /// <inheritdoc/>
    void IRelayListener.OnRelayedData(IPEndPoint relayed, IPEndPoint peer, Span<byte> data)
    {
        if (!data.IsEmpty)
            HandleLayer(relayed, peer, data, _now);
    }

    private void HandleOne(IPEndPoint local, IPEndPoint from, Span<byte> datagram, TimeSpan now)
    {
        // With relayed candidates only, whoever finds an address of this machine gets no answer from it.
        if ((local is StreamEndPoint || !IsOfServer(local, from, datagram, now)) && !_options.IsRelayOnly && !IsRelaySocket(local))
            HandleLayer(local, from, datagram, now);
    }

    private void StartRelays(IPEndPoint host, TimeSpan now)
    {
        var servers = _addresses.Relays.DatagramServers(host);
        if (!servers.Any())
            return;

        var local = host;
        if (_options.HasRelaySockets && !_addresses.RelaySockets.TryGetValue(host, out local!))
        {
            if (_listener.OpenRelaySocket(host) is not { } opened)
            {
                foreach (var server in servers)
                    _listener.OnRelayFailed(server, host, TurnClient.NotReachable, "This machine has no socket to reach the server from.");

                return;
            }

            _addresses.RelaySockets[host] = local = opened;
        }

        _addresses.Relays.StartDatagrams(local, now);
    }

    // Called for every datagram, so it allocates nothing.
    private bool IsRelaySocket(IPEndPoint local)
    {
        if (!_options.HasRelaySockets)
            return false;

        if (_addresses.RelaySockets.ContainsValue(local))
            return true;

        foreach (var set in _earlier)
        {
            if (set.RelaySockets.ContainsValue(local))
                return true;
        }

        return false;
    }

    private void CompleteGathering()
    {
        if (_addresses.HasAllHosts && _addresses.Relays.IsComplete)
            Ice.EndHosts();
    }

    // A probe of the path's MTU would be answered although the server sent it on in fragments, so relayed paths are not probed.
    private void Transmit(IPEndPoint from, IPEndPoint to, ReadOnlySpan<byte> datagram, DatagramKind kind)
    {
        if (FindRelay(from) is not { } relay)
            _listener.Send(from, to, datagram, kind);
        else if (kind != DatagramKind.Probe)
            relay.Send(to, datagram, _now);
    }
}
