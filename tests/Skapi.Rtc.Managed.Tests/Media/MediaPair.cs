using System.Buffers.Binary;
using Skapi.Protocol;
using Skapi.Rtc.Managed.Core;
using Skapi.Rtc.Managed.Media;
using Skapi.Rtc.Managed.Negotiation;
using Skapi.Rtc.Managed.Rtcp;
using Skapi.Rtc.Managed.Tests.Simulation;
using Skapi.Rtc.Media;

namespace Skapi.Rtc.Managed.Tests.Media;

/// <summary>Two media sessions over a simulated network, in virtual time. SRTP has its own tests, so packets travel as they are.</summary>
internal sealed class MediaPair : IDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(20);

    public MediaPair(int seed = 1, NetworkFaults? faults = null)
    {
        Network = new SimulatedNetwork(seed, faults ?? new NetworkFaults());
        Left = new Side(this, 0, seed);
        Right = new Side(this, 1, seed + 1000);
    }

    public SimulatedNetwork Network { get; }

    public Side Left { get; }

    public Side Right { get; }

    public TimeSpan Now { get; private set; }

    /// <summary>Adds a section that both sides negotiated.</summary>
    public (Transceiver Left, Transceiver Right) Add(
        string mid, MediaKind kind, bool leftSends = true, bool rightSends = true,
        Func<SectionParameters, SectionParameters>? change = null)
    {
        var formats = MediaFormats.Own(kind);
        var parameters = new SectionParameters { Incoming = formats, Outgoing = formats, Extensions = new ExtensionNumbers { Mid = 1 } };
        parameters = change?.Invoke(parameters) ?? parameters;
        return (
            Left.Add(mid, kind, parameters with { Sends = leftSends, Receives = rightSends }),
            Right.Add(mid, kind, parameters with { Sends = rightSends, Receives = leftSends }));
    }

    /// <summary>Lets virtual time pass.</summary>
    /// <param name="duration">How long.</param>
    /// <param name="tick">Called every 20 milliseconds with the number of the call.</param>
    public void Run(TimeSpan duration, Action<int>? tick = null)
    {
        var (end, number) = (Now + duration, 0);
        for (var next = Now; next <= end; next += Tick)
        {
            AdvanceTo(next);
            tick?.Invoke(number++);
        }

        AdvanceTo(end);
    }

    public void Dispose()
    {
        Left.Session.Dispose();
        Right.Session.Dispose();
    }

    private void AdvanceTo(TimeSpan time)
    {
        while (new[] { Network.NextArrival, Left.Session.NextTimeout, Right.Session.NextTimeout }.Min() is { } next && next <= time)
        {
            Now = next > Now ? next : Now;
            if (Network.TryTake(Now, out var arrival))
                (arrival.Receiver == 0 ? Left : Right).Handle(arrival.Datagram);

            foreach (var side in new[] { Left, Right })
            {
                if (side.Session.NextTimeout <= Now)
                    side.Session.HandleTimeout(Now);
            }
        }

        Now = time;
    }

    /// <summary>One session, its network and its app.</summary>
    internal sealed class Side : IMediaHost, IMediaTransport
    {
        private static readonly DateTimeOffset Start = new(2026, 11, 28, 0, 0, 0, TimeSpan.Zero);

        private readonly MediaPair _pair;
        private readonly int _index;

        public Side(MediaPair pair, int index, int seed)
        {
            (_pair, _index) = (pair, index);
            Session = new MediaSession(this, new SeededRandom(seed));
            Session.Attach(this);
        }

        public MediaSession Session { get; }

        /// <summary>The frames that arrived: the section, the number that the frame carries, and whether it is a key frame.</summary>
        public List<(string Mid, int Number, bool IsKeyFrame, TimeSpan At)> Frames { get; } = [];

        /// <summary>The times that the frames have.</summary>
        public List<TimeSpan> Timestamps { get; } = [];

        public List<string> KeyFramesNeeded { get; } = [];

        /// <summary>The bits a second that the app was told to encode for.</summary>
        public List<long?> Targets { get; } = [];

        /// <summary>Sees, and may drop, each packet before the network carries it.</summary>
        public Predicate<byte[]>? Passes { get; set; }

        public bool IsReady => true;

        public int Overhead => 0;

        public TimeSpan? RoundTripTime { get; set; }

        public DateTimeOffset UtcNow => Start + _pair.Now;

        public Transceiver Add(string mid, MediaKind kind, SectionParameters parameters)
        {
            var transceiver = Session.Add(kind, isOfRemoteOffer: false);
            transceiver.Mid = mid;
            transceiver.Apply(parameters);
            Session.OnNegotiated(_pair.Now);
            return transceiver;
        }

        /// <summary>Sends a frame that carries a number.</summary>
        public void Send(Transceiver transceiver, int number, bool isKeyFrame = true, int size = 100)
        {
            var frame = new byte[size];
            frame[0] = (byte)(isKeyFrame ? 0 : 1);
            BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), number);
            var codec = transceiver.Kind == MediaKind.Audio ? MediaCodec.Opus : MediaCodec.Vp8;
            Session.Send(transceiver, new EncodedFrame(codec, frame, _pair.Now, isKeyFrame), _pair.Now);
        }

        public void Handle(byte[] packet)
        {
            if (RtcpPacket.IsRtcp(packet))
                Session.HandleRtcp(packet, _pair.Now);
            else
                Session.HandleRtp(packet, _pair.Now);
        }

        public bool OnFrame(Transceiver transceiver, MediaCodec codec, ReadOnlySpan<byte> frame, TimeSpan timestamp, bool isKeyFrame)
        {
            Frames.Add((transceiver.Mid!, frame.Length < 5 ? -1 : BinaryPrimitives.ReadInt32BigEndian(frame[1..]), isKeyFrame, _pair.Now));
            Timestamps.Add(timestamp);
            return true;
        }

        public void OnMeasured(MediaMeasurements measured) => MediaMetrics.Record(measured);

        public void OnTargetBitrate(Transceiver transceiver, long? bitsPerSecond) => Targets.Add(bitsPerSecond);

        public void OnKeyFrameNeeded(Transceiver transceiver) => KeyFramesNeeded.Add(transceiver.Mid!);

        public void SendRtp(Span<byte> buffer, int length) => Transmit(buffer[..length].ToArray());

        public void SendRtcp(Span<byte> buffer, int length) => Transmit(buffer[..length].ToArray());

        private void Transmit(byte[] packet)
        {
            if (Passes?.Invoke(packet) != false)
                _pair.Network.Send(1 - _index, packet, _pair.Now);
        }
    }
}
