using System.Net;
using Skapi.Rtc.Managed.Ice;
using Skapi.Rtc.Managed.Stun;
using Skapi.Rtc.Managed.Tests.Simulation;
using Skapi.Rtc.Peers;

namespace Skapi.Rtc.Managed.Tests.Fuzzing;

/// <summary>
/// An ICE agent and the STUN messages that it reads. The first byte of a datagram says what follows: a whole message, or the attributes of
/// a message that this target signs, because no fuzzer finds a keyed hash.
/// </summary>
internal sealed class StunTarget : IFuzzTarget
{
    private static readonly IPEndPoint Local = new(IPAddress.Parse("192.0.2.1"), 5000);
    private static readonly IPEndPoint Remote = new(IPAddress.Parse("192.0.2.2"), 5001);
    private static readonly IceCredentials RemoteCredentials = new("remote", "0123456789012345678901");

    public void Run(ReadOnlySpan<byte> input)
    {
        var listener = new Listener();
        var agent = new IceAgent(new IceOptions { Random = new SeededRandom(1) }, listener);
        agent.AddHost(Local, TimeSpan.Zero);
        agent.EndHosts();
        agent.SetRemote(RemoteCredentials, TimeSpan.Zero);
        agent.AddRemoteCandidate(
            new Candidate(CandidateType.Host, Remote, Candidate.ComputePriority(CandidateType.Host, Remote.AddressFamily, 0), "1"),
            TimeSpan.Zero);
        agent.HandleTimeout(TimeSpan.Zero);

        var now = TimeSpan.Zero;
        foreach (var datagram in Datagrams.Split(input))
        {
            now += TimeSpan.FromMilliseconds(10);
            var message = datagram.Length > 0 && datagram[0] >= 128
                ? Sign(datagram.AsSpan(1), (datagram[0] & 64) != 0, agent, listener)
                : datagram;
            Read(message);
            if (StunMessage.IsStun(message))
                agent.HandleDatagram(Local, Remote, message, now);
            agent.HandleTimeout(now);
        }

        agent.HandleTimeout(now + TimeSpan.FromSeconds(60));
    }

    public IEnumerable<byte[]> CreateSeeds()
    {
        var request = new List<byte[]>();
        var buffer = new byte[500];
        var writer = new StunWriter(buffer, StunClass.Request, TransactionId.Create(new SeededRandom(2)));
        writer.Write(StunAttribute.Username, "abcd:remote"u8);
        writer.Write(StunAttribute.Priority, 1845501695u);
        writer.Write(StunAttribute.IceControlling, 1ul);
        writer.Protect(RemoteCredentials.Key.Span);
        writer.WriteFingerprint();
        request.Add(writer.Written.ToArray());
        yield return Datagrams.Join(request);

        var localName = IceCredentialsOfTarget().UsernameFragment;
        byte[] attributes = [.. Attribute(StunAttribute.Username, System.Text.Encoding.ASCII.GetBytes($"{localName}:remote")),
            .. Attribute(StunAttribute.Priority, [110, 0, 1, 255]), .. Attribute(StunAttribute.IceControlled, new byte[8])];
        yield return Datagrams.Join([[128, .. attributes], [128, .. attributes, .. Attribute(StunAttribute.UseCandidate, [])]]);
        yield return Datagrams.Join([[192, .. Attribute(StunAttribute.XorMappedAddress, [0, 1, 0x32, 0x9A, 0xE1, 0xBA, 0xA4, 0x43])]]);
        yield return Datagrams.Join([[192, .. Attribute(StunAttribute.ErrorCode, [0, 0, 4, 87, .. "Role Conflict"u8])]]);
    }

    private static IceCredentials IceCredentialsOfTarget() =>
        new IceAgent(new IceOptions { Random = new SeededRandom(1) }, new Listener()).Local;

    private static byte[] Attribute(StunAttribute type, ReadOnlySpan<byte> value) =>
        [(byte)((int)type >> 8), (byte)(int)type, (byte)value.Length, .. value];

    private static void Read(ReadOnlySpan<byte> datagram)
    {
        if (!StunMessage.TryRead(datagram, out var message))
            return;

        message.Verify(RemoteCredentials.Key.Span);
        message.TryReadMappedAddress(out _);
        message.ReadErrorCode();
        message.TryFind(StunAttribute.Username, out _);
    }

    // Requests are signed with the agent's password; responses with the other side's, and they answer its last check.
    private static byte[] Sign(ReadOnlySpan<byte> attributes, bool isResponse, IceAgent agent, Listener listener)
    {
        var buffer = new byte[attributes.Length + 1024];
        var isError = attributes.Length > 1 && attributes[1] == (byte)StunAttribute.ErrorCode;
        var writer = new StunWriter(
            buffer,
            !isResponse ? StunClass.Request : isError ? StunClass.Error : StunClass.Success,
            isResponse && listener.LastCheck.Length >= StunMessage.HeaderSize
                ? TransactionId.Read(listener.LastCheck.AsSpan(8))
                : TransactionId.Create(new SeededRandom(3)));
        while (attributes.Length >= 3 && writer.Length < 700)
        {
            var type = (StunAttribute)((attributes[0] << 8) | attributes[1]);
            var length = Math.Min((int)attributes[2], attributes.Length - 3);
            writer.Write(type, attributes.Slice(3, length));
            attributes = attributes[(3 + length)..];
        }

        writer.Protect((isResponse ? RemoteCredentials.Key : agent.Local.Key).Span);
        writer.WriteFingerprint();
        return writer.Written.ToArray();
    }

    private sealed class Listener : IIceListener
    {
        public byte[] LastCheck { get; private set; } = [];

        public void Send(IPEndPoint from, IPEndPoint to, ReadOnlySpan<byte> datagram)
        {
            if (StunMessage.TryRead(datagram, out var message) && message.Class == StunClass.Request)
                LastCheck = datagram.ToArray();
        }

        public void OnCandidate(Candidate candidate)
        {
        }

        public void OnGatheringComplete()
        {
        }

        public void OnServerFailed(IPEndPoint from, IPEndPoint server, int code, string reason)
        {
        }

        public void OnStateChanged(IceTransportState state)
        {
        }
    }
}
