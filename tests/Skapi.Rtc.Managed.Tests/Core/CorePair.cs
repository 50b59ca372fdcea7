using System.Net;
using System.Text;
using Skapi.Rtc.Managed.Core;
using Skapi.Rtc.Managed.Crypto;
using Skapi.Rtc.Managed.Ice;
using Skapi.Rtc.Managed.Io;
using Skapi.Rtc.Managed.Sctp;
using Skapi.Rtc.Managed.Sctp.Sending;
using Skapi.Rtc.Managed.Tests.Simulation;
using Skapi.Rtc.Managed.Turn;
using Skapi.Rtc.Peers;

namespace Skapi.Rtc.Managed.Tests.Core;

/// <summary>Two cores, ICE and DTLS and SCTP together, over a simulated network.</summary>
internal sealed class CorePair : IDisposable
{
    public const uint Ppid = 53;

    private static readonly LocalCertificate[] Certificates =
        [LocalCertificate.Create(new DateTimeOffset(2026, 11, 28, 0, 0, 0, TimeSpan.Zero)),
        LocalCertificate.Create(new DateTimeOffset(2026, 11, 28, 0, 0, 0, TimeSpan.Zero))];

    public CorePair(
        int seed = 1, NetworkFaults? faults = null, Func<PeerCoreOptions, PeerCoreOptions>? options = null,
        Func<int, IMediaHandler>? media = null)
    {
        Network = new SimulatedNetwork(seed, faults ?? new NetworkFaults());
        Left = new Side(this, 0, seed, options, media?.Invoke(0));
        Right = new Side(this, 1, seed, options, media?.Invoke(1));
    }

    public SimulatedNetwork Network { get; }

    public Side Left { get; }

    public Side Right { get; }

    public TimeSpan Now { get; private set; }

    /// <summary>The largest SCTP packet that each side says it can receive.</summary>
    public int MaxPacket { get; init; } = Managed.Negotiation.MaxPacket.Own;

    /// <summary>Sees, and may change or drop, each datagram before the network carries it.</summary>
    public Func<int, byte[], byte[]?>? Tamper { get; set; }

    public bool IsEstablished => Left.State == SctpState.Established && Right.State == SctpState.Established;

    public static CorePair Connected(int seed = 1, NetworkFaults? faults = null, Func<PeerCoreOptions, PeerCoreOptions>? options = null)
    {
        var pair = new CorePair(seed, faults, options);
        pair.Start();
        pair.RunUntil(() => pair.IsEstablished);
        return pair;
    }

    /// <summary>Adds the addresses, and tells each side what the other one's description would say.</summary>
    /// <param name="leftTrusts">Which certificate the left side expects; null for the one that the right side has.</param>
    /// <param name="rightTrusts">Which certificate the right side expects; null for the one that the left side has.</param>
    public void Start(Predicate<ReadOnlyMemory<byte>>? leftTrusts = null, Predicate<ReadOnlyMemory<byte>>? rightTrusts = null)
    {
        foreach (var side in new[] { Left, Right })
        {
            side.Core.Ice.SetRole(side == Left);
            side.Core.Ice.AddHost(side.Address, Now);
            side.Core.Ice.EndHosts();
        }

        Left.SetRemote(Right, isClient: true, leftTrusts);
        Right.SetRemote(Left, isClient: false, rightTrusts);
    }

    public void RunUntil(Func<bool> condition, TimeSpan? within = null)
    {
        var limit = Now + (within ?? TimeSpan.FromMinutes(2));
        while (!condition())
        {
            // The text is costly, and most steps do not need it.
            if (!Step(limit))
                throw new TimeoutException($"The condition does not hold at {Now}. Left {Left}; right {Right}.");
        }
    }

    public void Run(TimeSpan duration)
    {
        var limit = Now + duration;
        while (Step(limit))
        {
        }

        Now = limit;
    }

    public void Dispose()
    {
        Left.Core.Dispose();
        Right.Core.Dispose();
    }

    private bool Step(TimeSpan limit)
    {
        TimeSpan?[] times = [Network.NextArrival, Left.Core.NextTimeout, Right.Core.NextTimeout];
        if (times.Min() is not { } next || next > limit)
            return false;

        Now = next > Now ? next : Now;
        if (Network.TryTake(Now, out var arrival))
            (arrival.Receiver == 0 ? Left : Right).Handle(arrival.Datagram);

        Left.HandleTimeout();
        Right.HandleTimeout();
        if (Left.Core.Association is { CannotStall: false } || Right.Core.Association is { CannotStall: false })
            throw new InvalidOperationException($"Data are outstanding without a timer at {Now}.");

        return true;
    }

    internal sealed class Side : CoreListener
    {
        private readonly CorePair _pair;
        private readonly int _index;

        public Side(CorePair pair, int index, int seed, Func<PeerCoreOptions, PeerCoreOptions>? change, IMediaHandler? media)
        {
            _pair = pair;
            _index = index;
            Address = new IPEndPoint(IPAddress.Parse($"192.0.2.{index + 1}"), 5000 + index);
            var random = new SeededRandom((2 * seed) + index);
            var options = new PeerCoreOptions
            {
                Random = random, Certificate = Certificates[index], Ice = new IceOptions { Random = random },
            };
            Core = new PeerCore(change?.Invoke(options) ?? options, this, this, media);
        }

        public IPEndPoint Address { get; }

        public PeerCore Core { get; }

        public SctpState State => Core.Association?.State ?? SctpState.New;

        public List<(ushort Stream, byte[] Message)> Received { get; } = [];

        public long ReceivedBytes { get; private set; }

        /// <summary>Whether the bytes of messages are kept, and not only counted.</summary>
        public bool Keeps { get; set; } = true;

        public List<IceTransportState> IceStates { get; } = [];

        public List<DtlsTransportState> DtlsStates { get; } = [];

        public string? Failure { get; private set; }

        public bool HasEnded => Failure is not null || Closings.Count > 0 || Core.Ice.State == IceTransportState.Failed;

        public List<string?> Closings { get; } = [];

        public List<ushort> RemoteResets { get; } = [];

        public List<(TurnServer Server, IPEndPoint? From, int Code)> RelayFailures { get; } = [];

        public int Sent { get; private set; }

        public override string ToString() => $"{State}, ICE {Core.Ice.State}, {Received.Count} messages";

        public void SetRemote(Side other, bool isClient, Predicate<ReadOnlyMemory<byte>>? trusts)
        {
            var certificate = Certificates[other._index].Encoded;
            Core.SetRemote(
                new RemoteTransport(
                    other.Core.Ice.Local,
                    trusts ?? (shown => shown.Span.SequenceEqual(certificate.Span)),
                    isClient,
                    SctpPort: 5000,
                    _pair.MaxPacket),
                _pair.Now);
            Core.Ice.AddRemoteCandidate(
                new Candidate(
                    CandidateType.Host, other.Address, Candidate.ComputePriority(CandidateType.Host, other.Address.AddressFamily, 0), "1"),
                _pair.Now);
            Core.Flush(_pair.Now);
        }

        public void Send(ushort stream, string text) => Send(new SendOptions(stream, Ppid), Encoding.UTF8.GetBytes(text));

        public void Send(SendOptions options, ReadOnlySpan<byte> message)
        {
            Core.Association!.Send(options, message, _pair.Now);
            Core.Flush(_pair.Now);
        }

        public void Handle(byte[] datagram) => HandleFrom(_index == 0 ? _pair.Right.Address : _pair.Left.Address, datagram);

        public void HandleFrom(IPEndPoint from, byte[] datagram)
        {
            Core.HandleDatagram(Address, from, datagram, _pair.Now);
            Core.Flush(_pair.Now);
        }

        public void HandleTimeout()
        {
            if (_pair.Now < Core.NextTimeout)
                return;

            Core.HandleTimeout(_pair.Now);
            Core.Flush(_pair.Now);
        }

        public override void Send(IPEndPoint from, IPEndPoint to, ReadOnlySpan<byte> datagram, DatagramKind kind)
        {
            Sent++;
            var bytes = datagram.ToArray();
            if (_pair.Tamper is not null)
                bytes = _pair.Tamper(_index, bytes);
            if (bytes is not null)
                _pair.Network.Send(1 - _index, bytes, _pair.Now, kind == DatagramKind.Oversized);
        }

        public override void OnIceState(IceTransportState state) => IceStates.Add(state);

        public override void OnRelayFailed(TurnServer server, IPEndPoint? from, int code, string reason) =>
            RelayFailures.Add((server, from, code));

        public override void OnDtlsState(DtlsTransportState state, string? failure)
        {
            DtlsStates.Add(state);
            Failure ??= failure;
        }

        public override void OnMessage(ushort stream, uint ppid, byte[] message)
        {
            ReceivedBytes += message.Length;
            if (Keeps)
                Received.Add((stream, message));

            Core.Association!.Release(message.Length);
        }

        public override void OnRemoteReset(ReadOnlySpan<ushort> streams) => RemoteResets.AddRange(streams);

        public override void OnClosed(string? failure) => Closings.Add(failure);
    }
}
