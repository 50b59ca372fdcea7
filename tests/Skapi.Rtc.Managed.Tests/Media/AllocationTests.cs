using Skapi.Protocol;
using Skapi.Rtc.Managed.Core;
using Skapi.Rtc.Managed.Media;
using Skapi.Rtc.Managed.Negotiation;
using Skapi.Rtc.Managed.Tests.Simulation;
using Skapi.Rtc.Media;

namespace Skapi.Rtc.Managed.Tests.Media;

/// <summary>Sound and pictures in their steady state allocate nothing, on either side.</summary>
public sealed class AllocationTests
{
    private const int Frames = 50;
    private const int WarmUpRounds = 20;
    private const int MeasuredRounds = 40;

    [Theory]
    [InlineData(MediaCodec.Vp8, 4000)]
    [InlineData(MediaCodec.Vp9, 4000)]
    [InlineData(MediaCodec.Opus, 160)]
    public void A_frame_is_sent_and_received_without_allocating(MediaCodec codec, int size)
    {
        var (left, right) = (new Side(1), new Side(2));
        (left.Other, right.Other) = (right, left);
        var frame = new byte[size];
        frame[0] = codec == MediaCodec.Vp9 ? (byte)0x86 : (byte)1;
        var key = new byte[size];
        key[0] = codec == MediaCodec.Vp9 ? (byte)0x82 : (byte)0;
        var kind = codec == MediaCodec.Opus ? MediaKind.Audio : MediaKind.Video;
        var (sender, _) = (left.Add(kind, sends: true), right.Add(kind, sends: false));
        var now = TimeSpan.Zero;

        void Transfer()
        {
            for (var i = 0; i < Frames; i++)
            {
                now += TimeSpan.FromMilliseconds(20);
                left.Session.Send(sender, new EncodedFrame(codec, right.Received == 0 ? key : frame, now, right.Received == 0), now);
                left.HandleTimeout(now);
                right.HandleTimeout(now);
            }
        }

        // The first frames make the buffers that the next ones use again.
        for (var round = 0; round < WarmUpRounds; round++)
            Transfer();

        // A garbage collection, which another test can cause, empties the shared array pool. The frames allocate the same in every round.
        var allocated = Enumerable.Range(0, MeasuredRounds).Min(_ => AllocatedBy(Transfer));

        right.Received.ShouldBe((WarmUpRounds + MeasuredRounds) * Frames);
        allocated.ShouldBeLessThan(Frames);
    }

    private static long AllocatedBy(Action work)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        work();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private sealed class Side : IMediaHost, IMediaTransport
    {
        private TimeSpan _now;

        public Side(int seed)
        {
            Session = new MediaSession(this, new SeededRandom(seed));
            Session.Attach(this);
        }

        public MediaSession Session { get; }

        public Side? Other { get; set; }

        public int Received { get; private set; }

        public bool IsReady => true;

        public int Overhead => 0;

        public TimeSpan? RoundTripTime => TimeSpan.FromMilliseconds(10);

        public DateTimeOffset UtcNow => DateTimeOffset.UnixEpoch + _now;

        public Transceiver Add(MediaKind kind, bool sends)
        {
            var transceiver = Session.Add(kind, isOfRemoteOffer: false);
            var formats = MediaFormats.Own(kind);
            transceiver.Mid = "0";
            transceiver.Apply(new SectionParameters
            {
                Incoming = formats,
                Outgoing = formats,
                Extensions = new ExtensionNumbers { Mid = 1, TransportSequence = 2 },
                Sends = sends,
                Receives = !sends,
            });
            Session.OnNegotiated(_now);
            return transceiver;
        }

        public void HandleTimeout(TimeSpan now)
        {
            _now = now;
            if (Session.NextTimeout <= now)
                Session.HandleTimeout(now);
        }

        public bool OnFrame(Transceiver transceiver, MediaCodec codec, ReadOnlySpan<byte> frame, TimeSpan timestamp, bool isKeyFrame)
        {
            Received++;
            return true;
        }

        public void OnMeasured(MediaMeasurements measured)
        {
        }

        public void OnKeyFrameNeeded(Transceiver transceiver)
        {
        }

        public void OnTargetBitrate(Transceiver transceiver, long? bitsPerSecond)
        {
        }

        public void SendRtp(Span<byte> buffer, int length) => Other!.Session.HandleRtp(buffer[..length], _now);

        public void SendRtcp(Span<byte> buffer, int length) => Other!.Session.HandleRtcp(buffer[..length], _now);
    }
}
