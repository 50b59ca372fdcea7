using System.Buffers.Binary;
using System.Net;
using Skapi.Rtc.Managed.Core;
using Skapi.Rtc.Managed.Crypto;
using Skapi.Rtc.Managed.Ice;
using Skapi.Rtc.Managed.Io;
using Skapi.Rtc.Managed.Sctp;
using Skapi.Rtc.Managed.Sctp.Sending;
using Skapi.Rtc.Managed.Tests.Simulation;
using Skapi.Rtc.Peers;

namespace Skapi.Rtc.Managed.Tests.Core;

/// <summary>
/// Two cores that change their addresses while they send to each other. A side that moved restarts ICE over a signalling that takes time,
/// and each side offers only when the exchange of the other one is over.
/// </summary>
internal sealed class RoamingPair : IDisposable
{
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    private static readonly LocalCertificate[] Certificates =
        [LocalCertificate.Create(new DateTimeOffset(2026, 11, 28, 0, 0, 0, TimeSpan.Zero)),
        LocalCertificate.Create(new DateTimeOffset(2026, 11, 28, 0, 0, 0, TimeSpan.Zero))];

    private readonly PriorityQueue<Action, (TimeSpan At, long Order)> _due = new();
    private readonly Random _random;
    private readonly double _loss;
    private readonly TimeSpan _delay;
    private readonly TimeSpan _signalling;
    private Side? _offering;
    private long _order;

    /// <param name="seed">Decides about faults.</param>
    /// <param name="loss">The share of datagrams that are lost.</param>
    /// <param name="delay">The one-way delay of the network.</param>
    /// <param name="signalling">The one-way delay of the signalling.</param>
    public RoamingPair(int seed, double loss, TimeSpan delay, TimeSpan signalling)
    {
        (_random, _loss, _delay, _signalling) = (new Random(seed), loss, delay, signalling);
        Left = new Side(this, 0, seed);
        Right = new Side(this, 1, seed);
        (Left.Other, Right.Other) = (Right, Left);
        Left.Core.Ice.SetRole(true);
        Right.Core.Ice.SetRole(false);
        Left.Gather();
        Right.Gather();
        Left.SetRemote(Right.Core.Ice.Local);
        Right.SetRemote(Left.Core.Ice.Local);
    }

    public Side Left { get; }

    public Side Right { get; }

    public TimeSpan Now { get; private set; }

    public void RunUntilConnected()
    {
        while (Left.Core.Association?.State != SctpState.Established || Right.Core.Association?.State != SctpState.Established)
        {
            if (!Step(TimeSpan.FromMinutes(1)))
                throw new TimeoutException($"The sides are {Left} and {Right} at {Now}.");
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
        TimeSpan?[] times = [_due.TryPeek(out _, out var key) ? key.At : null, Left.Core.NextTimeout, Right.Core.NextTimeout];
        if (times.Min() is not { } next || next > limit)
            return false;

        Now = next > Now ? next : Now;
        if (_due.TryPeek(out _, out key) && key.At <= Now)
            _due.Dequeue()();

        Left.HandleTimeout();
        Right.HandleTimeout();
        return true;
    }

    private void After(TimeSpan delay, Action action) => _due.Enqueue(action, (Now + delay, _order++));

    private void Carry(IPEndPoint from, IPEndPoint to, byte[] datagram)
    {
        if (_random.NextDouble() < _loss)
            return;

        After(_delay, () =>
        {
            var receiver = Left.Owns(to) ? Left : Right.Owns(to) ? Right : null;
            receiver?.Handle(to, from, datagram);
        });
    }

    internal sealed class Side : CoreListener
    {
        private readonly RoamingPair _pair;
        private readonly int _index;
        private readonly SeededRandom _random;
        private readonly HashSet<IPEndPoint> _sockets = [];
        private IPAddress _address;
        private bool _mustRestart;
        private int _moves;
        private int _ports = 5000;
        private int _sent;
        private TimeSpan _receivedAt;

        public Side(RoamingPair pair, int index, int seed)
        {
            (_pair, _index, _random) = (pair, index, new SeededRandom((2 * seed) + index));
            _address = IPAddress.Parse($"192.0.2.{index + 1}");
            Core = new PeerCore(
                new PeerCoreOptions
                {
                    Random = _random, Certificate = Certificates[index], Ice = new IceOptions { Random = _random },
                },
                this,
                this,
                Media);
        }

        public RecordingMedia Media { get; } = new();

        public Side? Other { get; set; }

        public PeerCore Core { get; }

        public List<int> Received { get; } = [];

        public int Sent => _sent;

        public int Sockets => _sockets.Count;

        /// <summary>The longest time between two messages that arrived.</summary>
        public TimeSpan LongestSilence { get; private set; }

        public string? Failure { get; private set; }

        public override string ToString() => $"{Core.Ice.State}, {Received.Count} messages received";

        public bool Owns(IPEndPoint address) => _sockets.Contains(address) && address.Address.Equals(_address);

        /// <summary>The address is removed. Another one is added a little later, and the change is noticed.</summary>
        public void Move(TimeSpan gap)
        {
            _address = IPAddress.None;
            _pair.After(gap, () =>
            {
                _address = IPAddress.Parse($"198.51.{100 + _index}.{++_moves}");
                _pair.After(TimeSpan.FromMilliseconds(200), () =>
                {
                    _mustRestart = true;
                    OfferIfDue();
                });
            });
        }

        /// <summary>Sends a message at every interval from now on.</summary>
        public void Stream(TimeSpan until)
        {
            if (_sent == 0)
                Other!._receivedAt = _pair.Now;
            if (_pair.Now >= until)
                return;

            var message = new byte[200];
            BinaryPrimitives.WriteInt32BigEndian(message, _sent++);
            Core.Association!.Send(new SendOptions(1, 53), message, _pair.Now);
            Core.Flush(_pair.Now);
            _pair.After(Interval, () => Stream(until));
        }

        public void Gather()
        {
            var socket = new IPEndPoint(_address, _ports++);
            _sockets.Add(socket);
            Core.AddHost(socket, _pair.Now);
            Core.EndHosts(_pair.Now);
        }

        public void SetRemote(IceCredentials credentials)
        {
            var certificate = Certificates[1 - _index].Encoded;
            Core.SetRemote(
                new RemoteTransport(
                    credentials, shown => shown.Span.SequenceEqual(certificate.Span), _index == 0, 5000, Managed.Negotiation.MaxPacket.Own),
                _pair.Now);
            Core.Flush(_pair.Now);
        }

        public void Handle(IPEndPoint to, IPEndPoint from, byte[] datagram)
        {
            Core.HandleDatagram(to, from, datagram, _pair.Now);
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
            if (Owns(from))
                _pair.Carry(from, to, datagram.ToArray());
        }

        public override void CloseAddress(IPEndPoint address) => _sockets.Remove(address);

        public override void OnCandidate(Candidate candidate)
        {
            var session = Core.Ice.Local;
            _pair.After(_pair._signalling, () =>
            {
                // The other side drops the candidates of another session.
                if (Core.Ice.Local == session)
                    Other!.Core.Ice.AddRemoteCandidate(candidate, _pair.Now);
            });
        }

        public override void OnIceState(IceTransportState state)
        {
            if (state == IceTransportState.Failed)
                Failure ??= $"ICE failed at {_pair.Now}.";
        }

        public override void OnDtlsState(DtlsTransportState state, string? failure) => Failure ??= failure;

        public override void OnMessage(ushort stream, uint ppid, byte[] message)
        {
            Received.Add(BinaryPrimitives.ReadInt32BigEndian(message));
            var silence = _pair.Now - _receivedAt;
            LongestSilence = silence > LongestSilence ? silence : LongestSilence;
            _receivedAt = _pair.Now;
            Core.Association!.Release(message.Length);
        }

        public override void OnClosed(string? failure) => Failure ??= failure ?? "The association was closed.";

        private void OfferIfDue()
        {
            if (!_mustRestart || _pair._offering is not null)
                return;

            _pair._offering = this;
            Restart();
            var offered = Core.Ice.Local;
            _pair.After(_pair._signalling, () =>
            {
                Other!.Restart();
                Other.SetRemote(offered);
                _pair.After(_pair._signalling, () =>
                {
                    SetRemote(Other.Core.Ice.Local);
                    _pair._offering = null;
                    OfferIfDue();
                    Other.OfferIfDue();
                });
            });
        }

        private void Restart()
        {
            _mustRestart = false;
            Core.Restart(IceCredentials.Create(_random), [], [], _pair.Now);
            Gather();
            Core.Flush(_pair.Now);
        }
    }
}
