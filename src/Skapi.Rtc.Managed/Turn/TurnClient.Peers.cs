using System.Buffers;
using System.Net;
using Skapi.Rtc.Managed.Stun;

namespace Skapi.Rtc.Managed.Turn;

/// <content>Permissions, channels and data (RFC 8656, sections 9 to 12).</content>
internal sealed partial class TurnClient
{
    // A permission lives for five minutes, and a channel for ten. A peer that was not used for as long loses them.
    private static readonly TimeSpan PermissionLifetime = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan PermissionRenewal = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan ChannelRenewal = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan RefusalTime = TimeSpan.FromSeconds(30);

    private readonly Dictionary<IPAddress, Permission> _permissions = [];
    private readonly Dictionary<IPEndPoint, TurnChannel> _channels = [];
    private readonly Dictionary<ushort, TurnChannel> _numbers = [];
    private ushort _nextNumber = ChannelData.FirstChannel;

    /// <summary>The number of peers that may send to this side.</summary>
    public int PeerCount => _permissions.Count;

    /// <summary>Sends data to a peer. They are lost until the server grants the permission.</summary>
    public void Send(IPEndPoint peer, ReadOnlySpan<byte> data, TimeSpan now)
    {
        if (State != TurnState.Allocated || peer.AddressFamily != Relayed!.AddressFamily)
            return;

        var permission = RequirePermission(peer, now);
        if (permission.IsRefused)
            return;

        // Connectivity checks go to many addresses, and few of them get data. So only data bind a channel.
        if (!_channels.TryGetValue(peer, out var channel) && !StunMessage.IsStun(data))
            channel = BindChannel(peer, now);
        if (channel is not null)
            channel.UsedAt = now;

        var buffer = ArrayPool<byte>.Shared.Rent(data.Length + 64);
        if (channel is { IsBound: true })
        {
            _listener.Send(this, buffer.AsSpan(0, ChannelData.Write(buffer, channel.Number, data, IsStream)));
        }
        else
        {
            var writer = new StunWriter(
                buffer, StunClass.Indication, TransactionId.Create(_options.Random), (ushort)TurnMethod.Send);
            writer.WriteAddress(StunAttribute.XorPeerAddress, peer);
            writer.Write(StunAttribute.Data, data);
            _listener.Send(this, writer.Written);
        }

        ArrayPool<byte>.Shared.Return(buffer);
    }

    private Permission RequirePermission(IPEndPoint peer, TimeSpan now)
    {
        if (!_permissions.TryGetValue(peer.Address, out var permission))
        {
            if (_permissions.Count >= _options.MaxPeers)
                ForgetPeer(_permissions.MinBy(static known => known.Value.UsedAt).Key);

            permission = new Permission(peer) { RenewAt = now + PermissionRenewal };
            _permissions[peer.Address] = permission;
            Request(new TurnRequest(TurnMethod.CreatePermission, peer), now);
        }

        permission.UsedAt = now;
        return permission;
    }

    private TurnChannel? BindChannel(IPEndPoint peer, TimeSpan now)
    {
        if (_channels.Count >= _options.MaxPeers)
            ForgetChannel(_channels.MinBy(static known => known.Value.UsedAt).Value);

        // A number may be bound to another peer only some minutes after it is free, so all others are used before.
        for (var tries = 0; _numbers.ContainsKey(_nextNumber) && tries <= _options.MaxPeers; tries++)
            _nextNumber = NumberAfter(_nextNumber);

        var channel = new TurnChannel(peer, _nextNumber) { RenewAt = now + ChannelRenewal };
        _nextNumber = NumberAfter(_nextNumber);
        _channels[peer] = channel;
        _numbers[channel.Number] = channel;
        Request(new TurnRequest(TurnMethod.ChannelBind, peer, channel.Number), now);
        return channel;
    }

    private static ushort NumberAfter(ushort number) =>
        number == ChannelData.LastChannel ? ChannelData.FirstChannel : (ushort)(number + 1);

    private void OnPeerGranted(TurnRequest request, TimeSpan now)
    {
        if (request.Method == TurnMethod.CreatePermission && _permissions.TryGetValue(request.Peer!.Address, out var permission))
            (permission.IsGranted, permission.IsRefused, permission.RenewAt) = (true, false, now + PermissionRenewal);
        else if (_numbers.TryGetValue(request.Channel, out var channel) && channel.Peer.Equals(request.Peer))
            (channel.IsBound, channel.RenewAt) = (true, now + ChannelRenewal);
    }

    // Without a channel indications carry the data. Without a permission nothing does, until it is requested again.
    private void OnPeerRefused(TurnRequest request, TimeSpan now)
    {
        if (request.Method == TurnMethod.CreatePermission && _permissions.TryGetValue(request.Peer!.Address, out var permission))
            (permission.IsGranted, permission.IsRefused, permission.RenewAt) = (false, true, now + RefusalTime);
        else if (_numbers.TryGetValue(request.Channel, out var channel) && channel.Peer.Equals(request.Peer))
            (channel.IsBound, channel.RenewAt) = (false, now + RefusalTime);
    }

    private void RenewPeers(TimeSpan now)
    {
        foreach (var permission in _permissions.Values.Where(permission => now >= permission.RenewAt).ToArray())
        {
            if (permission.IsRefused || now - permission.UsedAt >= PermissionLifetime)
            {
                ForgetPeer(permission.Peer.Address);
                continue;
            }

            permission.RenewAt = now + PermissionRenewal;
            Request(new TurnRequest(TurnMethod.CreatePermission, permission.Peer), now);
        }

        foreach (var channel in _channels.Values.Where(channel => now >= channel.RenewAt).ToArray())
        {
            if (now - channel.UsedAt >= ChannelRenewal)
            {
                ForgetChannel(channel);
                continue;
            }

            channel.RenewAt = now + ChannelRenewal;
            Request(new TurnRequest(TurnMethod.ChannelBind, channel.Peer, channel.Number), now);
        }
    }

    private void ForgetPeer(IPAddress address)
    {
        _permissions.Remove(address);
        foreach (var channel in _channels.Values.Where(channel => channel.Peer.Address.Equals(address)).ToArray())
            ForgetChannel(channel);
    }

    private void ForgetChannel(TurnChannel channel)
    {
        _channels.Remove(channel.Peer);
        _numbers.Remove(channel.Number);
    }

    private void HandleChannelData(Span<byte> message, TimeSpan now)
    {
        // Data of a channel that this side has not requested, or of a length that is not there, are dropped.
        var length = ChannelData.LengthOf(message);
        if (length > message.Length || !_numbers.TryGetValue(ChannelData.ChannelOf(message), out var channel))
            return;

        channel.UsedAt = now;
        if (_permissions.TryGetValue(channel.Peer.Address, out var permission))
            permission.UsedAt = now;

        _listener.OnData(this, channel.Peer, message[ChannelData.HeaderSize..length]);
    }

    private void HandleData(Span<byte> message, in StunMessage indication, TimeSpan now)
    {
        // A server that is broken or false may send for a peer that this side has given no permission.
        if (!indication.TryReadAddress(StunAttribute.XorPeerAddress, out var peer)
            || !indication.TryFind(StunAttribute.Data, out var data)
            || !_permissions.TryGetValue(peer.Address, out var permission) || permission.IsRefused)
            return;

        permission.UsedAt = now;
        if (((ReadOnlySpan<byte>)message).Overlaps(data, out var offset))
            _listener.OnData(this, peer, message.Slice(offset, data.Length));
    }
}
