using System.Net;
using System.Text;
using Skapi.Rtc.Managed.Crypto;
using Skapi.Rtc.Managed.Ice;
using Skapi.Rtc.Managed.Stun;
using Skapi.Rtc.Managed.Tests.Simulation;
using Skapi.Rtc.Peers;

namespace Skapi.Rtc.Managed.Tests.Core;

/// <summary>What floods cost: no answer to strangers, a bounded number of checks, and bounded memory.</summary>
public class FloodTests
{
    private static readonly IPEndPoint Stranger = IPEndPoint.Parse("203.0.113.66:6666");

    [Fact]
    public void Requests_with_a_wrong_password_get_no_answer_and_are_not_remembered()
    {
        using var pair = CorePair.Connected();
        var sent = pair.Left.Sent;
        var request = Request(pair.Left.Core.Ice.Local.UsernameFragment, "a wrong password of the length");
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 100_000; i++)
            pair.Left.HandleFrom(Stranger, request);

        pair.Left.Sent.ShouldBe(sent);
        pair.Left.Core.Ice.Knows(Stranger).ShouldBeFalse();
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(100_000 * 100L, "a request costs less than 100 bytes");
    }

    [Fact]
    public void Handshakes_of_strangers_get_no_answer_and_are_not_remembered()
    {
        using var pair = CorePair.Connected();
        var sent = pair.Left.Sent;
        var hello = new byte[200];
        new byte[] { 22, 0xFE, 0xFD, 0, 0, 0, 0, 0, 0, 0, 0, 0, 187, 1, 0, 0, 175 }.CopyTo(hello, 0);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 100_000; i++)
            pair.Left.HandleFrom(Stranger, hello);

        pair.Left.Sent.ShouldBe(sent);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(100_000 * 10L);
    }

    [Fact]
    public void A_flood_of_candidates_makes_a_bounded_number_of_checks()
    {
        var random = new SeededRandom(1);
        var listener = new CountingListener();
        var agent = new IceAgent(new IceOptions { Random = random }, listener);
        agent.AddHost(IPEndPoint.Parse("192.0.2.1:5000"), TimeSpan.Zero);
        agent.EndHosts();
        agent.SetRemote(IceCredentials.Create(random), TimeSpan.Zero);
        for (var i = 0; i < 10_000; i++)
        {
            var address = new IPEndPoint(new IPAddress([198, 51, (byte)(i >> 8), (byte)i]), 1 + i);
            agent.AddRemoteCandidate(new Candidate(CandidateType.Host, address, (uint)i, "1"), TimeSpan.Zero);
        }

        while (agent.NextTimeout is { } next && next < TimeSpan.FromMinutes(2))
            agent.HandleTimeout(next);

        // 64 candidates, with eight transmissions each: the victims of a list of addresses get no more, however long it is.
        listener.Sent.ShouldBe(64 * 8);
        listener.BytesTo.Values.Max().ShouldBeLessThan(1_000);
    }

    [Fact]
    public void Checks_of_a_side_that_has_the_password_from_ever_other_addresses_are_bounded_too()
    {
        var random = new SeededRandom(1);
        var listener = new CountingListener();
        var agent = new IceAgent(new IceOptions { Random = random }, listener, isControlling: false);
        var host = IPEndPoint.Parse("192.0.2.1:5000");
        agent.AddHost(host, TimeSpan.Zero);
        agent.EndHosts();
        agent.SetRemote(IceCredentials.Create(random), TimeSpan.Zero);
        var request = Request(agent.Local.UsernameFragment, agent.Local.Password);

        for (var i = 0; i < 10_000; i++)
            agent.HandleDatagram(host, new IPEndPoint(new IPAddress([198, 51, (byte)(i >> 8), (byte)i]), 1 + i), request, TimeSpan.Zero);

        // Each request is answered with less than it had, and 64 of them are checked at once.
        listener.Sent.ShouldBe(10_000 + 64);
        listener.BytesTo.Values.Max().ShouldBeLessThan(300);
    }

    [Fact]
    public void A_handshake_that_was_begun_holds_little_memory()
    {
        const int count = 200;
        using var certificate = LocalCertificate.Create(new DateTimeOffset(2026, 11, 28, 0, 0, 0, TimeSpan.Zero));
        var before = GC.GetTotalMemory(forceFullCollection: true);

        // The other side began, sent the first of two halves of a message, and is silent since.
        var pairs = Enumerable.Range(0, count).Select(seed =>
        {
            var pair = new CorePair(seed) { Tamper = static (index, bytes) => index == 0 && bytes[0] == 22 ? Half(bytes) : bytes };
            pair.Start();
            pair.Run(TimeSpan.FromSeconds(2));
            return pair;
        }).ToArray();

        var each = (GC.GetTotalMemory(forceFullCollection: true) - before) / count;
        foreach (var pair in pairs)
            pair.Dispose();

        // Both sides and the simulated network.
        each.ShouldBeLessThan(100_000);
    }

    // The header of a fragment says how much of the message it carries (RFC 6347, section 4.2.2).
    private static byte[] Half(byte[] record)
    {
        const int header = 13 + 12;
        if (record.Length < header + 40)
            return record;

        var half = (record.Length - header) / 2;
        var cut = record[..(header + half)];
        (cut[11], cut[12]) = ((byte)((half + 12) >> 8), (byte)(half + 12));
        (cut[22], cut[23], cut[24]) = (0, (byte)(half >> 8), (byte)half);
        return cut;
    }

    private static byte[] Request(string fragment, string password)
    {
        var buffer = new byte[300];
        var writer = new StunWriter(buffer, StunClass.Request, new TransactionId(1, 2));
        writer.Write(StunAttribute.Username, Encoding.UTF8.GetBytes($"{fragment}:other"));
        writer.Write(StunAttribute.Priority, 1u);
        writer.Write(StunAttribute.IceControlling, 1ul);
        writer.Protect(Encoding.UTF8.GetBytes(password));
        return writer.Written.ToArray();
    }

    private sealed class CountingListener : IIceListener
    {
        public int Sent { get; private set; }

        public Dictionary<IPEndPoint, int> BytesTo { get; } = [];

        public void Send(IPEndPoint from, IPEndPoint to, ReadOnlySpan<byte> datagram)
        {
            Sent++;
            BytesTo[to] = BytesTo.GetValueOrDefault(to) + datagram.Length;
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
