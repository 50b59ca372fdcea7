using System.Net;
using Skapi.Rtc.Managed.Stun;
using Skapi.Rtc.Managed.Turn;

namespace Skapi.Rtc.Managed.Tests.Turn;

/// <summary>What a false server, or somebody who sends in its name, can do.</summary>
public class TurnSecurityTests
{
    private static readonly byte[] Data = [22, 1, 2, 3];

    [Fact]
    public void Data_of_a_peer_without_permission_are_dropped()
    {
        var pair = TurnPair.Allocated();
        pair.SendToPeer(Data);
        pair.Run(TimeSpan.FromSeconds(1));

        pair.Client.HandleMessage(Indication(TurnPair.Stranger, Data), pair.Now);
        pair.Received.ShouldBeEmpty();
        pair.Client.HandleMessage(Indication(TurnPair.Peer, Data), pair.Now);

        pair.Received.ShouldHaveSingleItem();
    }

    [Fact]
    public void Data_of_a_channel_that_was_not_bound_are_dropped()
    {
        var pair = TurnPair.Allocated();
        var buffer = new byte[100];

        for (int number = ChannelData.FirstChannel; number <= ChannelData.LastChannel; number++)
            pair.Client.HandleMessage(buffer.AsSpan(0, ChannelData.Write(buffer, (ushort)number, Data, isStream: false)), pair.Now);

        pair.Received.ShouldBeEmpty();
    }

    [Fact]
    public void Data_of_a_channel_that_are_shorter_than_they_say_are_dropped()
    {
        var pair = TurnPair.Allocated();
        pair.SendToPeer(Data);
        pair.Run(TimeSpan.FromSeconds(1));

        pair.Client.HandleMessage([0x40, 0x00, 0xFF, 0xFF, 1, 2, 3], pair.Now);
        pair.Client.HandleMessage([0x40, 0x00, 0x00, 0x01], pair.Now);

        pair.Received.ShouldBeEmpty();
    }

    [Fact]
    public void A_success_without_the_keyed_hash_is_ignored()
    {
        var sent = new List<byte[]>();
        var listener = new RecordingListener(sent);
        var server = new TurnServer(IPEndPoint.Parse("198.51.100.1:3478"), TurnTransport.Udp, "h", "turn:h", "user", "secret");
        var client = new TurnClient(server, TurnPair.Local, new TurnOptions { Random = new Simulation.SeededRandom(1) }, listener);
        client.Start(TimeSpan.Zero);
        client.HandleMessage(Challenge(sent[^1], "realm"u8, "nonce"u8), TimeSpan.Zero);

        client.HandleMessage(Allocation(sent[^1]), TimeSpan.Zero);

        client.State.ShouldBe(TurnState.Allocating);
    }

    [Fact]
    public void A_challenge_from_which_the_algorithms_were_removed_is_not_answered()
    {
        var sent = new List<byte[]>();
        var listener = new RecordingListener(sent);
        var server = new TurnServer(IPEndPoint.Parse("198.51.100.1:3478"), TurnTransport.Udp, "h", "turn:h", "user", "secret");
        var client = new TurnClient(server, TurnPair.Local, new TurnOptions { Random = new Simulation.SeededRandom(1) }, listener);
        client.Start(TimeSpan.Zero);

        // The cookie and its first bit say that the server sends a list (RFC 8489, section 9.2.1).
        client.HandleMessage(Challenge(sent[^1], "realm"u8, "obMatJos2gAAAnonce"u8), TimeSpan.Zero);

        sent.Count.ShouldBe(1);
        client.State.ShouldBe(TurnState.Ended);
    }

    [Fact]
    public void The_credentials_are_in_no_text()
    {
        var server = new TurnServer(IPEndPoint.Parse("198.51.100.1:3478"), TurnTransport.Tls, "h", "turns:h:5349", "user", "secret");

        server.ToString().ShouldBe("turns:h:5349");
    }

    private static byte[] Indication(IPEndPoint peer, byte[] data)
    {
        var buffer = new byte[200];
        var writer = new StunWriter(buffer, StunClass.Indication, new TransactionId(3, 4), (ushort)TurnMethod.Data);
        writer.WriteAddress(StunAttribute.XorPeerAddress, peer);
        writer.Write(StunAttribute.Data, data);
        return writer.Written.ToArray();
    }

    private static byte[] Challenge(byte[] request, ReadOnlySpan<byte> realm, ReadOnlySpan<byte> nonce)
    {
        var buffer = new byte[300];
        var writer = new StunWriter(buffer, StunClass.Error, TransactionId.Read(request.AsSpan(8)), (ushort)TurnMethod.Allocate);
        writer.WriteErrorCode(401, "Unauthorized"u8);
        writer.Write(StunAttribute.Realm, realm);
        writer.Write(StunAttribute.Nonce, nonce);
        return writer.Written.ToArray();
    }

    private static byte[] Allocation(byte[] request)
    {
        var buffer = new byte[300];
        var writer = new StunWriter(buffer, StunClass.Success, TransactionId.Read(request.AsSpan(8)), (ushort)TurnMethod.Allocate);
        writer.WriteAddress(StunAttribute.XorRelayedAddress, TurnPair.Stranger);
        return writer.Written.ToArray();
    }

    private sealed class RecordingListener(List<byte[]> sent) : ITurnListener
    {
        public void Send(TurnClient client, ReadOnlySpan<byte> message) => sent.Add(message.ToArray());

        public void OnAllocated(TurnClient client)
        {
        }

        public void OnEnded(TurnClient client, int code, string reason)
        {
        }

        public void OnData(TurnClient client, IPEndPoint peer, Span<byte> data)
        {
        }
    }
}
