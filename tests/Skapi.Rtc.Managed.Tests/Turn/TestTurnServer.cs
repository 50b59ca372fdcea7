using System.Net;
using System.Security.Cryptography;
using System.Text;
using Skapi.Rtc.Managed.Stun;
using Skapi.Rtc.Managed.Turn;

namespace Skapi.Rtc.Managed.Tests.Turn;

/// <summary>A TURN server (RFC 8656) without sockets and clocks.</summary>
internal sealed class TestTurnServer(IPEndPoint address)
{
    public const string Username = "user";
    public const string Password = "secret";
    private const string Realm = "example.org";
    private static readonly TimeSpan PermissionTime = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan ChannelTime = TimeSpan.FromMinutes(10);

    private readonly Dictionary<IPEndPoint, Allocation> _allocations = [];
    private ushort _nextPort = 49152;
    private TimeSpan _nonceBegan;
    private int _nonce;

    public IPEndPoint Address { get; } = address;

    /// <summary>What is sent: to a client or from an allocated address.</summary>
    public required Action<IPEndPoint, IPEndPoint, byte[]> Send { get; init; }

    public TimeSpan Lifetime { get; set; } = TimeSpan.FromMinutes(10);

    public TimeSpan NonceLifetime { get; set; } = TimeSpan.MaxValue;

    /// <summary>Whether the server lists algorithms, SHA-256 first, and hides user names.</summary>
    public bool UsesSha256 { get; set; }

    public bool IsSilent { get; set; }

    /// <summary>The code with which requests of a method are refused, once they have credentials.</summary>
    public Dictionary<TurnMethod, int> Refusals { get; } = [];

    /// <summary>Whether the server allocates addresses of IPv6 on request.</summary>
    public bool HasIpv6 { get; set; } = true;

    public IPEndPoint? Alternate { get; set; }

    public List<TurnMethod> Requests { get; } = [];

    public int ChannelMessages { get; private set; }

    public int Indications { get; private set; }

    public IReadOnlyCollection<IPEndPoint> Relayed => [.. _allocations.Values.Select(allocation => allocation.Relayed)];

    public bool Owns(IPEndPoint to) => to.Equals(Address) || _allocations.Values.Any(allocation => allocation.Relayed.Equals(to));

    public TurnServer ToServer(TurnTransport transport = TurnTransport.Udp, string password = Password) =>
        new(Address, transport, "turn.example.org", $"turn:{Address}", Username, password);

    /// <summary>Forgets every address, as a server that was started again.</summary>
    public void Forget() => _allocations.Clear();

    public void Handle(IPEndPoint from, IPEndPoint to, byte[] bytes, TimeSpan now)
    {
        if (IsSilent)
            return;

        foreach (var (client, allocation) in _allocations.Where(known => known.Value.Expires <= now).ToArray())
            _allocations.Remove(client);
        if (!to.Equals(Address))
            HandlePeer(from, to, bytes, now);
        else if (ChannelData.IsChannelData(bytes))
            HandleChannel(from, bytes, now);
        else if (StunMessage.TryRead(bytes, out var message, 65_535))
            HandleStun(from, message, now);
    }

    private void HandlePeer(IPEndPoint from, IPEndPoint to, byte[] bytes, TimeSpan now)
    {
        if (_allocations.Values.FirstOrDefault(allocation => allocation.Relayed.Equals(to)) is not { } allocation
            || !(allocation.Permissions.TryGetValue(from.Address, out var expires) && now < expires))
            return;

        var buffer = new byte[bytes.Length + 100];
        var bound = allocation.Channels.FirstOrDefault(channel => channel.Value.Peer.Equals(from) && now < channel.Value.Expires);
        if (bound.Key > 0)
        {
            var length = ChannelData.Write(buffer, bound.Key, bytes, isStream: false);
            Send(Address, allocation.Client, buffer[..length]);
            return;
        }

        var writer = new StunWriter(buffer, StunClass.Indication, new TransactionId(1, 2), (ushort)TurnMethod.Data);
        writer.WriteAddress(StunAttribute.XorPeerAddress, from);
        writer.Write(StunAttribute.Data, bytes);
        Send(Address, allocation.Client, writer.Written.ToArray());
    }

    private void HandleChannel(IPEndPoint from, byte[] bytes, TimeSpan now)
    {
        if (!_allocations.TryGetValue(from, out var allocation)
            || !allocation.Channels.TryGetValue(ChannelData.ChannelOf(bytes), out var channel) || now >= channel.Expires)
            return;

        ChannelMessages++;
        Send(allocation.Relayed, channel.Peer, bytes[ChannelData.HeaderSize..ChannelData.LengthOf(bytes)]);
    }

    private void HandleStun(IPEndPoint from, in StunMessage message, TimeSpan now)
    {
        var method = (TurnMethod)message.Method;
        if (message.Class == StunClass.Indication)
        {
            Indications++;
            if (_allocations.TryGetValue(from, out var known) && message.TryReadAddress(StunAttribute.XorPeerAddress, out var to)
                && message.TryFind(StunAttribute.Data, out var data)
                && known.Permissions.TryGetValue(to.Address, out var until) && now < until)
                Send(known.Relayed, to, data.ToArray());
            return;
        }

        if (message.Class != StunClass.Request)
            return;

        var buffer = new byte[2000];
        if (message.Method == StunMessage.Binding)
        {
            var binding = new StunWriter(buffer, StunClass.Success, message.Transaction);
            binding.WriteMappedAddress(from);
            binding.WriteFingerprint();
            Send(Address, from, binding.Written.ToArray());
            return;
        }

        Requests.Add(method);
        if (Challenge(message, now) is { } challenge)
        {
            Answer(from, message, challenge, buffer);
            return;
        }

        if (!HasIpv6 && message.Has(StunAttribute.RequestedAddressFamily))
        {
            Answer(from, message, TurnClient.FamilyNotSupported, buffer);
            return;
        }

        if (Refusals.TryGetValue(method, out var refusal))
        {
            Answer(from, message, refusal, buffer);
            return;
        }

        var code = Apply(from, method, message, now);
        if (code != 0)
        {
            Answer(from, message, code, buffer);
            return;
        }

        var writer = new StunWriter(buffer, StunClass.Success, message.Transaction, message.Method);
        if (method == TurnMethod.Allocate)
        {
            writer.WriteAddress(StunAttribute.XorRelayedAddress, _allocations[from].Relayed);
            writer.WriteMappedAddress(from);
        }

        if (method is TurnMethod.Allocate or TurnMethod.Refresh)
            writer.Write(StunAttribute.Lifetime, (uint)Lifetime.TotalSeconds);
        if (UsesSha256)
            writer.ProtectSha256(Key());
        else
            writer.Protect(Key());

        Send(Address, from, writer.Written.ToArray());
    }

    private int Apply(IPEndPoint from, TurnMethod method, in StunMessage message, TimeSpan now)
    {
        if (method == TurnMethod.Allocate)
        {
            // The answer to the first transmission may be lost.
            if (_allocations.TryGetValue(from, out var existing))
                return existing.Transaction == message.Transaction ? 0 : 437;

            _allocations[from] = new Allocation(from, new IPEndPoint(Address.Address, _nextPort++), message.Transaction)
            {
                Expires = now + Lifetime,
            };
            return 0;
        }

        if (!_allocations.TryGetValue(from, out var allocation))
            return 437;

        message.TryReadAddress(StunAttribute.XorPeerAddress, out var peer);
        switch (method)
        {
            case TurnMethod.Refresh when message.TryReadUInt32(StunAttribute.Lifetime, out var seconds) && seconds == 0:
                _allocations.Remove(from);
                return 0;
            case TurnMethod.Refresh:
                allocation.Expires = now + Lifetime;
                return 0;
            case TurnMethod.CreatePermission:
                allocation.Permissions[peer.Address] = now + PermissionTime;
                return 0;
            case TurnMethod.ChannelBind when message.TryReadUInt32(StunAttribute.ChannelNumber, out var number):
                var channel = (ushort)(number >> 16);
                if (allocation.Channels.TryGetValue(channel, out var bound) && !bound.Peer.Equals(peer))
                    return 400;

                allocation.Channels[channel] = (peer, now + ChannelTime);
                allocation.Permissions[peer.Address] = now + PermissionTime;
                return 0;
            default:
                return 400;
        }
    }

    // Null if the request has the right credentials; otherwise the code of the answer.
    private int? Challenge(in StunMessage message, TimeSpan now)
    {
        if (now - _nonceBegan >= NonceLifetime)
            (_nonce, _nonceBegan) = (_nonce + 1, now);
        if (Alternate is not null)
            return 300;
        if (!(UsesSha256 ? message.Has(StunAttribute.MessageIntegritySha256) : message.Has(StunAttribute.MessageIntegrity)))
            return 401;
        if (!message.TryFind(StunAttribute.Nonce, out var nonce) || !nonce.SequenceEqual(Nonce()))
            return 438;
        if (!(UsesSha256 ? message.VerifySha256(Key()) : message.Verify(Key())))
            return 401;
        if (!UsesSha256)
            return message.Has(StunAttribute.Username) ? null : 400;

        return message.TryFind(StunAttribute.UserHash, out var hash)
            && hash.SequenceEqual(SHA256.HashData(Encoding.UTF8.GetBytes($"{Username}:{Realm}")))
            && message.TryFind(StunAttribute.PasswordAlgorithms, out var list) && list.SequenceEqual(Algorithms()) ? null : 400;
    }

    private void Answer(IPEndPoint to, in StunMessage request, int code, byte[] buffer)
    {
        var writer = new StunWriter(buffer, StunClass.Error, request.Transaction, request.Method);
        writer.WriteErrorCode(code, "Refused\r\nby the server"u8);
        if (code is 401 or 438)
        {
            writer.Write(StunAttribute.Realm, Encoding.UTF8.GetBytes(Realm));
            writer.Write(StunAttribute.Nonce, Nonce());
            if (UsesSha256)
                writer.Write(StunAttribute.PasswordAlgorithms, Algorithms());
        }

        if (code == 300)
        {
            var port = Alternate!.Port;
            writer.Write(StunAttribute.AlternateServer, [0, 1, (byte)(port >> 8), (byte)port, .. Alternate.Address.GetAddressBytes()]);
        }

        Send(Address, to, writer.Written.ToArray());
    }

    // The cookie, and both features: the first two bits of the three bytes (RFC 8489, sections 9.2 and 18.1).
    private byte[] Nonce() => Encoding.UTF8.GetBytes(UsesSha256 ? $"obMatJos2wAAA{_nonce}" : $"nonce {_nonce}");

    // An algorithm that nobody knows, SHA-256 and MD5.
    private static byte[] Algorithms() => [0x7F, 0, 0, 2, 1, 2, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0];

    private byte[] Key() => LongTermCredentials.ComputeKey((ushort)(UsesSha256 ? 2 : 1), Username, Encoding.UTF8.GetBytes(Realm), Password);

    private sealed record Allocation(IPEndPoint Client, IPEndPoint Relayed, TransactionId Transaction)
    {
        public TimeSpan Expires { get; set; }

        public Dictionary<IPAddress, TimeSpan> Permissions { get; } = [];

        public Dictionary<ushort, (IPEndPoint Peer, TimeSpan Expires)> Channels { get; } = [];
    }
}
