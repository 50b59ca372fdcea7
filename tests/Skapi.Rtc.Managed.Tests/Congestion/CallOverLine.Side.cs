using Skapi.Protocol;
using Skapi.Rtc.Managed.Core;
using Skapi.Rtc.Managed.Media;
using Skapi.Rtc.Managed.Negotiation;
using Skapi.Rtc.Managed.Rtcp;
using Skapi.Rtc.Managed.Sctp;
using Skapi.Rtc.Managed.Tests.Simulation;
using Skapi.Rtc.Media;

namespace Skapi.Rtc.Managed.Tests.Congestion;

/// <content>One side: its session of media and its association of data.</content>
internal sealed partial class CallOverLine
{
    private sealed class Side : IMediaHost, IMediaTransport, ISctpListener, IDisposable
    {
        private const int Tag = 16;
        private readonly CallOverLine _call;

        public Side(CallOverLine call, VirtualLine line, int seed)
        {
            (_call, Line) = (call, line);
            Session = new MediaSession(this, new SeededRandom(seed));
            Session.Attach(this);
            Association = new SctpAssociation(new SctpOptions { Random = new SeededRandom(seed), MaxProbedPacket = 1188 }, this);
        }

        public VirtualLine Line { get; }

        public MediaSession Session { get; }

        public SctpAssociation Association { get; }

        public Side? Other { get; set; }

        public TimeSpan? Due
        {
            get
            {
                var due = Session.NextTimeout;
                if (Association.NextTimeout is { } other && !(due < other))
                    due = other;

                return due is { } at ? TimeSpan.FromMilliseconds(Math.Ceiling(at.TotalMilliseconds)) : null;
            }
        }

        public bool IsReady => true;

        public int Overhead => Tag;

        public TimeSpan? RoundTripTime => null;

        public DateTimeOffset UtcNow => DateTimeOffset.UnixEpoch + _call.Now;

        public Transceiver Add(string mid, MediaKind kind, bool sends, bool hasFeedback)
        {
            var transceiver = Session.Add(kind, isOfRemoteOffer: false);
            transceiver.Mid = mid;
            var formats = MediaFormats.Own(kind);
            transceiver.Apply(new SectionParameters
            {
                Incoming = formats,
                Outgoing = formats,
                Extensions = new ExtensionNumbers { Mid = 1, TransportSequence = hasFeedback ? 3 : null },
                HasReducedRtcp = true,
                Sends = sends,
                Receives = !sends,
            });
            Session.OnNegotiated(_call.Now);
            return transceiver;
        }

        public void Handle(byte[] packet, bool isData)
        {
            if (isData)
                Association.HandlePacket(packet, _call.Now);
            else if (RtcpPacket.IsRtcp(packet))
                Session.HandleRtcp(packet.AsSpan(0, packet.Length - Tag), _call.Now);
            else
                Session.HandleRtp(packet.AsSpan(0, packet.Length - Tag), _call.Now);
        }

        public void HandleTimeouts()
        {
            if (Session.NextTimeout <= _call.Now)
                Session.HandleTimeout(_call.Now);

            Association.HandleTimeout(_call.Now);
        }

        public bool OnFrame(Transceiver transceiver, MediaCodec codec, ReadOnlySpan<byte> frame, TimeSpan timestamp, bool isKeyFrame)
        {
            _call.FramesArrived += codec == MediaCodec.Vp8 ? 1 : 0;
            return true;
        }

        public void OnMeasured(MediaMeasurements measured)
        {
        }

        public void OnKeyFrameNeeded(Transceiver transceiver) => _call._needsKeyFrame = true;

        public void OnTargetBitrate(Transceiver transceiver, long? bitsPerSecond)
        {
            if (transceiver == _call._sound)
                _call.SoundTarget = bitsPerSecond;
            else
                _call._target = bitsPerSecond;
        }

        public void SendRtp(Span<byte> buffer, int length) =>
            Send(buffer, length, buffer[1] % 128 == MediaFormats.Own(MediaKind.Audio)[0].PayloadType ? Sound : Picture);

        public void SendRtcp(Span<byte> buffer, int length) => Send(buffer, length, Picture);

        void ISctpListener.OnEstablished()
        {
        }

        void ISctpListener.OnMessage(ushort stream, uint ppid, byte[] message)
        {
            _call.DataArrived += message.Length;
            Association.Release(message.Length);
        }

        void ISctpListener.OnMessageTooLong(ushort stream)
        {
        }

        void ISctpListener.OnRemoteReset(ReadOnlySpan<ushort> streams)
        {
        }

        void ISctpListener.OnLocalReset(ReadOnlySpan<ushort> streams)
        {
        }

        void ISctpListener.OnClosed(string? failure)
        {
        }

        public void Dispose()
        {
            Session.Dispose();
            Association.Dispose();
        }

        private void Send(ReadOnlySpan<byte> buffer, int length, string tag)
        {
            var packet = new byte[length + Tag];
            buffer[..length].CopyTo(packet);
            Line.Send(packet, NetworkOverhead, tag, _call.Now);
        }
    }
}
