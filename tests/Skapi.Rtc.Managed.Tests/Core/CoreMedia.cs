using Skapi.Protocol;
using Skapi.Rtc.Managed.Media;
using Skapi.Rtc.Managed.Negotiation;
using Skapi.Rtc.Managed.Tests.Simulation;
using Skapi.Rtc.Media;

namespace Skapi.Rtc.Managed.Tests.Core;

/// <summary>Pictures that go from the left side of a <see cref="CorePair"/> to the right one, protected and over its path.</summary>
internal sealed class CoreMedia : IDisposable
{
    private readonly End _left = new(1);
    private readonly End _right = new(2);
    private readonly Transceiver _pictures;

    public CoreMedia()
    {
        Pair = new CorePair(media: index => index == 0 ? _left.Session : _right.Session);
        _left.Session.Attach(Pair.Left.Core);
        _right.Session.Attach(Pair.Right.Core);
        _pictures = _left.Add(sends: true);
        _right.Add(sends: false);
        Pair.Start();
        Pair.RunUntil(() => Pair.IsEstablished);
    }

    public CorePair Pair { get; }

    public MediaSession Session => _left.Session;

    public int FramesArrived => _right.FramesArrived;

    public void Send(int size)
    {
        Session.Send(_pictures, new EncodedFrame(MediaCodec.Vp8, new byte[size], Pair.Now, isKeyFrame: true), Pair.Now);
        Pair.Left.Core.Flush(Pair.Now);
    }

    public void Dispose()
    {
        Pair.Dispose();
        _left.Session.Dispose();
        _right.Session.Dispose();
    }

    private sealed class End : IMediaHost
    {
        public End(int seed) => Session = new MediaSession(this, new SeededRandom(seed));

        public MediaSession Session { get; }

        public int FramesArrived { get; private set; }

        public DateTimeOffset UtcNow => DateTimeOffset.UnixEpoch;

        public Transceiver Add(bool sends)
        {
            var transceiver = Session.Add(MediaKind.Video, isOfRemoteOffer: false);
            var formats = MediaFormats.Own(MediaKind.Video);
            transceiver.Mid = "v";
            transceiver.Apply(new SectionParameters
            {
                Incoming = formats,
                Outgoing = formats,
                Extensions = new ExtensionNumbers { Mid = 1, TransportSequence = 3 },
                HasReducedRtcp = true,
                Sends = sends,
                Receives = !sends,
            });
            Session.OnNegotiated(TimeSpan.Zero);
            return transceiver;
        }

        public bool OnFrame(Transceiver transceiver, MediaCodec codec, ReadOnlySpan<byte> frame, TimeSpan timestamp, bool isKeyFrame)
        {
            FramesArrived++;
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
    }
}
