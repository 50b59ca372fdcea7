using System.Buffers.Binary;
using Skapi.Rtc.Managed.Crypto;
using Skapi.Rtc.Managed.Rtcp;
using Skapi.Rtc.Managed.Rtp.Sending;
using Skapi.Rtc.Media;
using Skapi.Rtc.Rtp;

namespace Skapi.Rtc.Managed.Media;

/// <summary>One stream that this side sends: from frames to packets.</summary>
internal sealed partial class OutgoingStream : IDisposable
{
    private const int LowerHalf = 0x7FFF;

    // A request of some hundred bytes asks for some hundred packets. So that nobody can have this side send far more than its pictures,
    // the bytes that are sent again are limited to those that were sent, and to this many at once.
    private const int InitialCredit = 64 * 1024;
    private const int MaxCredit = 256 * 1024;

    private static readonly TimeSpan MinQuietTime = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan KeyFrameInterval = TimeSpan.FromMilliseconds(300);

    // Receivers repeat a request after 300 ms, and the network may bring the two closer together.
    private static readonly TimeSpan MinRequestInterval = TimeSpan.FromMilliseconds(200);

    private readonly uint _firstTimestamp;
    private ushort _sequence;
    private ushort _retransmissionSequence;
    private long _frame;
    private long _keyFrame = -1;
    private SentPackets? _sent;
    private RtpClock? _clock;
    private TimeSpan _sourceOffset;
    private bool _hasSource;
    private (TimeSpan At, uint Timestamp)? _latest;
    private TimeSpan? _startedAt;
    private int? _fullIntraNumber;
    private TimeSpan? _keyFrameNeededAt;
    private TimeSpan? _keyFrameRequestedAt;
    private int _retransmissionCredit = InitialCredit;
    private (long Packets, long Bytes, long Retransmissions) _recorded;
    private ReportBlock? _recordedReport;

    /// <summary>Creates a stream with a random source.</summary>
    public OutgoingStream(IRandomSource random)
    {
        Span<byte> bytes = stackalloc byte[(3 * sizeof(uint)) + (2 * sizeof(ushort))];
        random.Fill(bytes);
        Ssrc = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        RetransmissionSsrc = BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]);
        _firstTimestamp = BinaryPrimitives.ReadUInt32BigEndian(bytes[8..]);

        // RFC 3711, section 3.3.1: the number must not roll over before the other side has the first packet.
        _sequence = (ushort)(BinaryPrimitives.ReadUInt16BigEndian(bytes[12..]) & LowerHalf);
        _retransmissionSequence = (ushort)(BinaryPrimitives.ReadUInt16BigEndian(bytes[14..]) & LowerHalf);
    }

    /// <summary>The source.</summary>
    public uint Ssrc { get; }

    /// <summary>The source of packets that are sent again in a stream of their own (RFC 4588).</summary>
    public uint RetransmissionSsrc { get; }

    /// <summary>The number of packets sent. Packets that are sent again do not count.</summary>
    public long Packets { get; private set; }

    /// <summary>The number of payload bytes sent.</summary>
    public long Bytes { get; private set; }

    /// <summary>The number of frames sent.</summary>
    public long Frames { get; private set; }

    /// <summary>The number of packets that were sent again.</summary>
    public long Retransmissions { get; private set; }

    /// <summary>The number of key-frame requests received.</summary>
    public long KeyFrameRequests { get; private set; }

    /// <summary>The format of the latest frame, or null before the first.</summary>
    public MediaFormat? Format { get; private set; }

    /// <summary>The other side's latest report, or null before the first.</summary>
    public ReportBlock? Report { get; private set; }

    /// <summary>The round-trip time by the latest report, or null.</summary>
    public TimeSpan? RoundTripTime { get; private set; }

    /// <summary>The number of the extension with the transport-wide sequence number, or null if the packets do not have it.</summary>
    public int? TransportExtension { get; private set; }

    /// <summary>The number of the frame whose packets were sent last, or -1.</summary>
    public long SendingFrame { get; private set; } = -1;

    /// <summary>The bits a second that the source was told to encode for, or null before the path is known.</summary>
    public long? TargetBitrate { get; set; }

    /// <summary>Whether a frame of the source was not sent, so that pictures can only go on with a key frame.</summary>
    public bool NeedsKeyFrame { get; private set; }

    /// <summary>What is sent comes from another source, whose time stamps may start at zero again.</summary>
    public void OnSourceChanged()
    {
        _hasSource = false;
        _keyFrameNeededAt = null;
        TargetBitrate = null;
        OnFrameDropped();
    }

    /// <summary>A frame of the source is not sent.</summary>
    public void OnFrameDropped() => NeedsKeyFrame = true;

    /// <summary>Whether a frame that waits may be dropped, because it would come too late.</summary>
    /// <param name="frame">The number of the frame.</param>
    /// <param name="isKeyFrameNext">Whether a key frame follows, with which pictures go on.</param>
    /// <remarks>
    /// A frame that has begun to leave is sent to its end. Without its key frame a picture cannot be shown, and another key frame would
    /// come even later.
    /// </remarks>
    public bool MayDrop(long frame, bool isKeyFrameNext) => frame > SendingFrame && (isKeyFrameNext || frame > _keyFrame);

    /// <summary>A frame was dropped because <see cref="NeedsKeyFrame"/> is true.</summary>
    /// <returns>Whether the source is to be asked for a key frame now. It needs some time to make one.</returns>
    public bool TryBeginKeyFrameRequest(TimeSpan now)
    {
        if (_keyFrameNeededAt is { } at && now - at < KeyFrameInterval)
            return false;

        _keyFrameNeededAt = now;
        return true;
    }

    /// <summary>Sends a frame.</summary>
    /// <param name="sender">Sends the packets.</param>
    /// <param name="frame">The frame.</param>
    /// <param name="format">The negotiated format of its codec.</param>
    /// <param name="extensions">The numbers of the header extensions.</param>
    /// <param name="mid">The section that packets name.</param>
    /// <param name="now">The current time.</param>
    public void Send(
        PacketSender sender, EncodedFrame frame, MediaFormat format, ExtensionNumbers extensions, byte[] mid, TimeSpan now)
    {
        var timestamp = TimestampOf(frame.Timestamp, format, now);
        var payloads = new RtpPayloadSplitter(frame.Codec, frame.Data);
        while (!payloads.IsEnd)
            sender.Send(CreatePacket(sender.Overhead, ref payloads, format, timestamp, extensions, mid), now);

        if (frame.IsKeyFrame)
            _keyFrame = _frame;

        _frame++;
        NeedsKeyFrame = false;
    }

    /// <summary>Sends packets again that the other side misses.</summary>
    public void SendAgain(PacketSender sender, ReadOnlySpan<ushort> sequences, TimeSpan? roundTrip, TimeSpan now)
    {
        var quietTime = (roundTrip ?? TimeSpan.Zero) / 2;
        foreach (var sequence in sequences)
        {
            if (_retransmissionCredit > 0 && _sent is not null
                && _sent.TryFind(sequence, now, quietTime > MinQuietTime ? quietTime : MinQuietTime, out var packet, out var type))
            {
                Retransmissions++;
                _retransmissionCredit -= packet.Length;
                sender.Send(CopyOf(sender.Overhead, packet, type), now);
            }
        }
    }

    /// <summary>What this side reports about the stream, or null before the first packet.</summary>
    public SenderInfo? ReportAt(DateTimeOffset utcNow, TimeSpan now) => _latest is not { } latest ? null : new SenderInfo
    {
        NtpTime = NtpTime.Of(utcNow),
        RtpTime = latest.Timestamp + (uint)(long)((now - latest.At).TotalSeconds * Format!.Format.ClockRate),
        Packets = (uint)Packets,
        Bytes = (uint)Bytes,
    };

    /// <summary>The other side reports about the stream.</summary>
    /// <param name="block">The report.</param>
    /// <param name="ntpNow">The current time, as the middle of an NTP time stamp.</param>
    public void OnReport(ReportBlock block, uint ntpNow)
    {
        Report = block;
        if (block.LastSenderReport == 0)
            return;

        // RFC 3550, section 6.4.1. A clock that was set back gives a negative time, which is not one.
        var units = unchecked((int)(ntpNow - block.LastSenderReport - block.DelaySinceSenderReport));
        if (units >= 0)
            RoundTripTime = NtpTime.FromUnits((uint)units);
    }

    /// <summary>What was sent since the previous call.</summary>
    public (long Packets, long Bytes, long Retransmissions) TakeUnrecorded()
    {
        var before = _recorded;
        _recorded = (Packets, Bytes, Retransmissions);
        return (Packets - before.Packets, Bytes - before.Bytes, Retransmissions - before.Retransmissions);
    }

    /// <summary>The other side's latest report, or null if it was returned before.</summary>
    public ReportBlock? TakeReport()
    {
        if (Report == _recordedReport)
            return null;

        return _recordedReport = Report;
    }

    /// <summary>A key frame is requested.</summary>
    /// <param name="number">The number of the request (RFC 5104), or null without a number.</param>
    /// <param name="now">The current time.</param>
    /// <returns>False if it repeats the request before, or comes so soon after it that its key frame cannot have arrived.</returns>
    public bool OnKeyFrameRequest(byte? number, TimeSpan now)
    {
        if (number is not null && number == _fullIntraNumber)
            return false;

        // The number is not kept, because the repetition of this request counts.
        KeyFrameRequests++;
        if (_keyFrameRequestedAt is { } at && now - at < MinRequestInterval)
            return false;

        _fullIntraNumber = number ?? _fullIntraNumber;
        _keyFrameRequestedAt = now;
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _sent?.Dispose();

    // The time stamps of a new source continue where the clock is, so the other side sees one stream.
    private uint TimestampOf(TimeSpan time, MediaFormat format, TimeSpan now)
    {
        _startedAt ??= now;
        if (Format?.Format.ClockRate != format.Format.ClockRate)
            _clock = new RtpClock(format.Format.ClockRate);

        if (!_hasSource)
            (_hasSource, _sourceOffset) = (true, now - _startedAt.Value - time);

        var timestamp = _clock!.Write(time + _sourceOffset, _firstTimestamp);
        Format = format;
        _latest = (now, timestamp);
        return timestamp;
    }
}
