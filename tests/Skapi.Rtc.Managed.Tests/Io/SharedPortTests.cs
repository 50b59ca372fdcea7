using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using Skapi.Rtc.Managed.Io;
using Skapi.Rtc.Managed.Stun;
using Skapi.Rtc.Managed.Tests.Simulation;

namespace Skapi.Rtc.Managed.Tests.Io;

/// <summary>Which peer of a shared port gets a datagram, and what others can do to it.</summary>
public class SharedPortTests
{
    private static readonly byte[] Record = [23, 0xFE, 0xFD, 1];

    [Fact]
    public async Task A_request_goes_to_the_peer_that_it_names_and_an_answer_to_the_one_that_asked()
    {
        using var rig = new Rig();
        var (left, right) = (rig.Join("left"), rig.Join("right"));

        rig.Send(Request("right:x"));
        await right.Handler.WaitForAsync(1);
        var transaction = new TransactionId(1, 2);
        left.Lease.Send(rig.Sender, Message(StunClass.Request, transaction, "x:left"), DatagramKind.Ordinary);
        rig.Send(Message(StunClass.Success, transaction, null));
        await left.Handler.WaitForAsync(1);

        right.Handler.Received.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Other_datagrams_go_to_the_peer_that_was_verified_behind_their_address()
    {
        using var rig = new Rig();
        var (left, right) = (rig.Join("left"), rig.Join("right"));
        rig.Send(Record);
        rig.Send(Request("right:x"));
        await right.Handler.WaitForAsync(1);

        left.Lease.Socket.AddOwned(left.Lease, rig.Sender);
        rig.Send(Record);
        await left.Handler.WaitForAsync(1);

        right.Handler.Received.Count.ShouldBe(1);
        left.Lease.Socket.Strange.ShouldBe(1, "the first one came before anybody was verified");
    }

    [Fact]
    public async Task Nobody_takes_over_an_address_that_is_in_use()
    {
        using var rig = new Rig();
        var (victim, attacker) = (rig.Join("victim"), rig.Join("attacker"));
        victim.Lease.Socket.AddOwned(victim.Lease, rig.Sender);

        // A request with the attacker's own password, from the forged address of the victim's other side.
        attacker.Lease.Socket.AddOwned(attacker.Lease, rig.Sender);
        rig.Send(Record);
        await victim.Handler.WaitForAsync(1);

        rig.Time.Advance(TimeSpan.FromSeconds(20));
        attacker.Lease.Socket.AddOwned(attacker.Lease, rig.Sender);
        rig.Send(Record);
        await attacker.Handler.WaitForAsync(1);
        victim.Handler.Received.Count.ShouldBe(1, "an address that was silent can belong to somebody else");
    }

    [Fact]
    public async Task A_peer_that_is_flooded_loses_its_own_datagrams_and_delays_no_other()
    {
        using var rig = new Rig();
        var (flooded, other) = (rig.Join("flooded"), rig.Join("other"));
        using var blocked = new ManualResetEventSlim();
        flooded.Handler.Handling = blocked.Wait;

        for (var i = 0; i < 4 * SharedPortLease.MaxQueued; i++)
            flooded.Lease.Enqueue(rig.Sender, Record);
        rig.Send(Request("other:x"));
        await other.Handler.WaitForAsync(1);

        // One is being handled, so as many as the queue holds wait.
        flooded.Lease.Dropped.ShouldBeInRange((3 * SharedPortLease.MaxQueued) - 1, 3 * SharedPortLease.MaxQueued);
        blocked.Set();
        await flooded.Handler.WaitForAsync(SharedPortLease.MaxQueued);
    }

    [Fact]
    public void What_is_remembered_for_a_peer_is_bounded()
    {
        using var rig = new Rig();
        var (lease, _) = rig.Join("left");

        for (var i = 0; i < 10_000; i++)
        {
            lease.Socket.AddFragment(lease, $"fragment{i}");
            lease.Socket.AddTransaction(lease, new TransactionId((ulong)i, 0));
            lease.Socket.AddOwned(lease, new IPEndPoint(IPAddress.Loopback, i + 1));
        }

        (lease.Fragments.Count, lease.Transactions.Count, lease.Owned.Count).ShouldBe((4, 256, 64));
    }

    [Fact]
    public void The_last_peer_that_leaves_closes_the_port()
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        probe.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var number = ((IPEndPoint)probe.LocalEndPoint!).Port;
        var port = new SharedPort(number, TimeProvider.System);
        port.TryJoin(IPAddress.Loopback, new Handler()).ShouldBeNull("the port is in use");
        probe.Dispose();

        var first = port.TryJoin(IPAddress.Loopback, new Handler()).ShouldNotBeNull();
        var second = port.TryJoin(IPAddress.Loopback, new Handler()).ShouldNotBeNull();
        first.LocalEndPoint.ShouldBe(second.LocalEndPoint);
        first.Dispose();
        first.Dispose();
        second.Dispose();

        port.TryJoin(IPAddress.Loopback, new Handler()).ShouldNotBeNull().Dispose();
    }

    [Fact]
    public void A_broken_socket_is_replaced_for_the_next_peer()
    {
        var port = new SharedPort(0, TimeProvider.System);
        var failures = 0;
        var first = port.TryJoin(IPAddress.Loopback, new Handler { HandlingFailure = () => failures++ }).ShouldNotBeNull();

        first.Socket.HandleSocketFailure(first.LocalEndPoint, new SocketException((int)SocketError.NetworkDown));
        using var second = port.TryJoin(IPAddress.Loopback, new Handler()).ShouldNotBeNull();
        first.Dispose();
        using var third = port.TryJoin(IPAddress.Loopback, new Handler()).ShouldNotBeNull();

        failures.ShouldBe(1);
        second.Socket.ShouldNotBe(first.Socket);
        third.Socket.ShouldBe(second.Socket, "the one that leaves the broken socket does not close the new one");
    }

    private static byte[] Request(string username) => Message(StunClass.Request, new TransactionId(9, 9), username);

    private static byte[] Message(StunClass kind, TransactionId transaction, string? username)
    {
        var buffer = new byte[200];
        var writer = new StunWriter(buffer, kind, transaction);
        if (username is not null)
            writer.Write(StunAttribute.Username, System.Text.Encoding.UTF8.GetBytes(username));

        writer.WriteFingerprint();
        return writer.Written.ToArray();
    }

    private sealed class Handler : IDatagramHandler
    {
        private readonly Channel<bool> _received = Channel.CreateUnbounded<bool>();

        public ConcurrentQueue<byte[]> Received { get; } = new();

        public Action? Handling { get; set; }

        public async Task WaitForAsync(int count)
        {
            for (var i = 0; i < count; i++)
                await _received.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));
        }

        public void HandleDatagram(IPEndPoint local, IPEndPoint from, Span<byte> datagrams)
        {
            Handling?.Invoke();
            Received.Enqueue(datagrams.ToArray());
            _received.Writer.TryWrite(true);
        }

        public Action HandlingFailure { get; set; } = static () => throw new InvalidOperationException("The socket failed.");

        public void HandleSocketFailure(IPEndPoint local, Exception error) => HandlingFailure();
    }

    private sealed class Rig : IDisposable
    {
        private readonly SharedPort _port;
        private readonly List<SharedPortLease> _leases = [];
        private readonly Socket _sender = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);

        public Rig()
        {
            _port = new SharedPort(0, Time);
            _sender.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        }

        public ManualTime Time { get; } = new();

        public IPEndPoint Sender => (IPEndPoint)_sender.LocalEndPoint!;

        public (SharedPortLease Lease, Handler Handler) Join(string fragment)
        {
            var handler = new Handler();
            var lease = _port.TryJoin(IPAddress.Loopback, handler).ShouldNotBeNull();
            lease.Socket.AddFragment(lease, fragment);
            _leases.Add(lease);
            return (lease, handler);
        }

        public void Send(byte[] datagram) => _sender.SendTo(datagram, _leases[0].LocalEndPoint);

        public void Dispose()
        {
            foreach (var lease in _leases)
                lease.Dispose();

            _sender.Dispose();
        }
    }
}
