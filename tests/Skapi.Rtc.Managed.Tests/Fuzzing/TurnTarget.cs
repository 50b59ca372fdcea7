using System.Net;
using Skapi.Rtc.Managed.Stun;
using Skapi.Rtc.Managed.Tests.Simulation;
using Skapi.Rtc.Managed.Turn;

namespace Skapi.Rtc.Managed.Tests.Fuzzing;

/// <summary>
/// The TURN client, over UDP and over a stream. The first byte of a datagram says what follows: bytes of the server as they are, or the
/// attributes of a response to the last request, which this target signs where it can.
/// </summary>
internal sealed class TurnTarget : IFuzzTarget
{
    private static readonly IPEndPoint Local = new(IPAddress.Parse("192.0.2.1"), 5000);
    private static readonly IPEndPoint Peer = new(IPAddress.Parse("192.0.2.9"), 9000);
    private static readonly byte[] Key = LongTermCredentials.ComputeKey(1, "user", "realm"u8, "secret");

    public void Run(ReadOnlySpan<byte> input)
    {
        Run(input, Local, TurnTransport.Udp);
        Run(input, null, TurnTransport.Tcp);
    }

    public IEnumerable<byte[]> CreateSeeds()
    {
        byte[] challenge = [.. Attribute(StunAttribute.ErrorCode, [0, 0, 4, 1]), .. Attribute(StunAttribute.Realm, "realm"u8),
            .. Attribute(StunAttribute.Nonce, "nonce"u8)];
        byte[] allocated = [.. Attribute(StunAttribute.XorRelayedAddress, [0, 1, 0x32, 0x9A, 0xE1, 0xBA, 0xA4, 0x43]),
            .. Attribute(StunAttribute.Lifetime, [0, 0, 2, 88])];
        byte[] stale = [.. Attribute(StunAttribute.ErrorCode, [0, 0, 4, 38]), .. Attribute(StunAttribute.Realm, "realm"u8),
            .. Attribute(StunAttribute.Nonce, "other"u8)];
        byte[] algorithms = [.. challenge, .. Attribute(StunAttribute.PasswordAlgorithms, [0, 2, 0, 0, 0, 1, 0, 0])];
        byte[] channel = [0x40, 0, 0, 2, 22, 1, 0, 0];
        yield return Datagrams.Join([[192, .. challenge], [128, .. allocated], [128], channel]);
        yield return Datagrams.Join([[192, .. challenge], [128, .. allocated], [192, .. stale], [128], channel, channel]);
        yield return Datagrams.Join([[192, .. algorithms], [128, .. allocated]]);
        yield return Datagrams.Join([[192, .. Attribute(StunAttribute.ErrorCode, [0, 0, 3, 0]),
            .. Attribute(StunAttribute.AlternateServer, [0, 1, 13, 150, 192, 0, 2, 7])]]);
        var buffer = new byte[200];
        var data = new StunWriter(buffer, StunClass.Indication, new TransactionId(1, 2), (ushort)TurnMethod.Data);
        data.WriteAddress(StunAttribute.XorPeerAddress, Peer);
        data.Write(StunAttribute.Data, [22, 1, 2]);
        yield return Datagrams.Join([[192, .. challenge], [128, .. allocated], data.Written.ToArray()]);
    }

    private static void Run(ReadOnlySpan<byte> input, IPEndPoint? local, TurnTransport transport)
    {
        var listener = new Listener();
        var server = new TurnServer(new IPEndPoint(IPAddress.Parse("192.0.2.7"), 3478), transport, "h", "turn:h", "user", "secret");
        var client = new TurnClient(server, local, new TurnOptions { Random = new SeededRandom(1) }, listener);
        var now = TimeSpan.Zero;
        client.Start(now);
        client.OnConnected(now);
        foreach (var datagram in Datagrams.Split(input))
        {
            now += TimeSpan.FromMilliseconds(10);
            var message = datagram.Length > 0 && datagram[0] >= 128
                ? Respond(datagram.AsSpan(1), (datagram[0] & 64) != 0, listener.LastRequest)
                : datagram;
            if (local is null)
                client.HandleStream(message, now);
            else
                client.HandleMessage(message, now);

            client.Send(Peer, [22, 1, 2, 3], now);
            client.HandleTimeout(now);
        }

        client.HandleTimeout(now + TimeSpan.FromMinutes(10));
        client.Close();
        if (client.PeerCount > 0 || client.NextTimeout is not null)
            throw new InvalidOperationException("A closed client keeps peers or timers.");
    }

    private static byte[] Respond(ReadOnlySpan<byte> attributes, bool isError, byte[] request)
    {
        if (request.Length < StunMessage.HeaderSize)
            return [];

        StunMessage.TryRead(request, out var read, 65_535);
        var buffer = new byte[attributes.Length + 1024];
        var writer = new StunWriter(buffer, isError ? StunClass.Error : StunClass.Success, read.Transaction, read.Method);
        while (attributes.Length >= 3 && writer.Length < 1200)
        {
            var type = (StunAttribute)((attributes[0] << 8) | attributes[1]);
            var length = Math.Min((int)attributes[2], attributes.Length - 3);
            writer.Write(type, attributes.Slice(3, length));
            attributes = attributes[(3 + length)..];
        }

        writer.Protect(Key);
        return writer.Written.ToArray();
    }

    private static byte[] Attribute(StunAttribute type, ReadOnlySpan<byte> value) =>
        [(byte)((int)type >> 8), (byte)(int)type, (byte)value.Length, .. value];

    private sealed class Listener : ITurnListener
    {
        public byte[] LastRequest { get; private set; } = [];

        public void Send(TurnClient client, ReadOnlySpan<byte> message)
        {
            if (StunMessage.TryRead(message, out var stun, 65_535) && stun.Class == StunClass.Request)
                LastRequest = message.ToArray();
        }

        public void OnAllocated(TurnClient client)
        {
        }

        public void OnEnded(TurnClient client, int code, string reason)
        {
        }

        public void OnData(TurnClient client, IPEndPoint peer, Span<byte> data)
        {
            if (!peer.Address.Equals(Peer.Address))
                throw new InvalidOperationException("Data of a peer without permission were handed on.");
        }
    }
}
