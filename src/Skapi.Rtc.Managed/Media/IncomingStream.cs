using Skapi.Protocol;
using Skapi.Rtc.Managed.Rtcp;
using Skapi.Rtc.Managed.Rtp;
using Skapi.Rtc.Managed.Rtp.Frames;
using Skapi.Rtc.Managed.Rtp.Receiving;
using Skapi.Rtc.Rtp;

namespace Skapi.Rtc.Managed.Media;

/// <summary>One stream of the other side: from packets to frames.</summary>
internal sealed class IncomingStream : IFrameSink, IDisposable
{
    // Packets overtake each other by no more than this. Sound has no requests for missing packets, so it waits no longer.
    private static readonly TimeSpan OvertakingWait = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan MinPictureWait = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan MaxPictureWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan DefaultRoundTrip = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan KeyFrameInterval = TimeSpan.FromMilliseconds(300);

    private readonly Transceiver _transceiver;
    private readonly IMediaHost _host;
    private readonly BufferBudget _budget;
    private readonly ReorderBuffer _packets;
    private readonly MissingPackets? _missing;
    private readonly ReceptionStatistics _statistics;
    private RtpClock _clock;
    private int _clockRate;
    private TimeSpan _clockOffset;
    private TimeSpan? _startedAt;
    private FrameAssembler _frames;
    private (uint Ntp, TimeSpan At)? _senderReport;
    private TimeSpan? _keyFrameRequestedAt;
    private (long Packets, long Bytes, long Frames, long KeyFrameRequests) _recorded;

    // A key frame is to be requested as soon as the previous request is old enough.
    private bool _isKeyFrameWanted;

    /// <summary>Creates a stream.</summary>
    /// <param name="transceiver">The section that it belongs to.</param>
    /// <param name="ssrc">Its source.</param>
    /// <param name="format">The format of its first packet.</param>
    /// <param name="budget">Limits the bytes of packets that wait and of unfinished frames.</param>
    /// <param name="host">Receives the frames.</param>
    public IncomingStream(Transceiver transceiver, uint ssrc, MediaFormat format, BufferBudget budget, IMediaHost host)
    {
        (_transceiver, _host, _budget, Ssrc, Format) = (transceiver, host, budget, ssrc, format);
        _packets = new ReorderBuffer(budget) { MaxWait = OvertakingWait, MaxStartWait = OvertakingWait };
        _missing = format.HasNack ? new MissingPackets() : null;
        _statistics = new ReceptionStatistics(format.Format.ClockRate);
        _clockRate = format.Format.ClockRate;
        _clock = new RtpClock(_clockRate);
        _frames = FrameAssembler.Create(format.Codec, this, budget);
    }

    /// <summary>The source.</summary>
    public uint Ssrc { get; }

    /// <summary>The source of its packets that are sent again, if they have named their layer; null otherwise.</summary>
    public uint? RetransmissionSsrc { get; set; }

    /// <summary>The format of the latest packet.</summary>
    public MediaFormat Format { get; private set; }

    /// <summary>The counters of packets.</summary>
    public ReceptionStatistics Statistics => _statistics;

    /// <summary>When the latest packet arrived.</summary>
    public TimeSpan LastPacketAt { get; private set; }

    /// <summary>The number of frames that were complete.</summary>
    public long Frames { get; private set; }

    /// <summary>The number of key-frame requests sent.</summary>
    public long KeyFrameRequests { get; private set; }

    /// <summary>What the sender reports about the stream, or null before its first report.</summary>
    public SenderInfo? SenderInfo { get; private set; }

    /// <summary>Whether a key frame is to be requested now.</summary>
    public bool NeedsKeyFrame { get; private set; }

    /// <summary>When <see cref="HandleTimeout"/> or <see cref="CollectMissing"/> is due, or null if nothing waits.</summary>
    public TimeSpan? NextTimeout
    {
        get
        {
            var next = Earlier(_packets.NextTimeout, _missing?.NextTimeout);
            return _isKeyFrameWanted ? Earlier(next, _keyFrameRequestedAt + KeyFrameInterval) : next;
        }
    }

    /// <summary>Handles a packet.</summary>
    /// <param name="header">Its header.</param>
    /// <param name="payload">Its payload. It may be empty.</param>
    /// <param name="format">The format of its payload type.</param>
    /// <param name="roundTrip">The round-trip time, or null if it is not known.</param>
    /// <param name="arrival">When it arrived.</param>
    /// <param name="now">The current time.</param>
    public void Handle(
        RtpHeader header, ReadOnlySpan<byte> payload, MediaFormat format, TimeSpan? roundTrip, TimeSpan arrival, TimeSpan now)
    {
        LastPacketAt = now;
        _statistics.SetClockRate(format.Format.ClockRate);
        var index = _statistics.Add(header, payload.Length, arrival);
        HandleIndexed(index, header, payload, format, roundTrip, now);
    }

    /// <summary>Handles a packet that was sent again in a stream of its own. It does not count for loss and jitter.</summary>
    public void HandleAgain(RtpHeader header, ReadOnlySpan<byte> payload, MediaFormat format, TimeSpan? roundTrip, TimeSpan now)
    {
        // A number from long ago means a source that starts again only if the source itself uses it.
        var index = _statistics.IndexOf(header.Sequence);
        if (index >= _packets.Next)
            HandleIndexed(index, header, payload, format, roundTrip, now);
    }

    /// <summary>Delivers what waited for missing packets for too long, and requests the key frame that was wanted too early.</summary>
    public void HandleTimeout(TimeSpan now)
    {
        Deliver(now);
        if (_isKeyFrameWanted)
            RequestKeyFrame(now);
    }

    /// <summary>Collects the packets that are to be requested now.</summary>
    /// <returns>The number of packets.</returns>
    public int CollectMissing(TimeSpan now, TimeSpan? roundTrip, Span<ushort> sequences) =>
        _missing?.Collect(now, roundTrip ?? DefaultRoundTrip, sequences) ?? 0;

    /// <summary>A sender report about this stream arrived.</summary>
    public void OnSenderReport(SenderInfo info, TimeSpan now) => (_senderReport, SenderInfo) = ((NtpTime.Middle(info.NtpTime), now), info);

    /// <summary>The app needs a key frame. It is requested later if the previous request was just made.</summary>
    public void RequestKeyFrame(TimeSpan now)
    {
        _isKeyFrameWanted = _keyFrameRequestedAt is { } at && now < at + KeyFrameInterval;
        if (_isKeyFrameWanted)
            return;

        _keyFrameRequestedAt = now;
        NeedsKeyFrame = true;
    }

    /// <summary>The request for a key frame was sent.</summary>
    public void OnKeyFrameRequested()
    {
        NeedsKeyFrame = false;
        KeyFrameRequests++;
    }

    /// <summary>What this side reports to the sender.</summary>
    public ReportBlock TakeReport(TimeSpan now)
    {
        var (fraction, lost) = _statistics.TakeLoss();
        return new ReportBlock
        {
            Ssrc = Ssrc,
            FractionLost = fraction,
            Lost = lost,
            HighestSequence = _statistics.HighestSequence,
            Jitter = _statistics.JitterUnits,
            LastSenderReport = _senderReport?.Ntp ?? 0,
            DelaySinceSenderReport = _senderReport is { } report ? NtpTime.ToUnits(now - report.At) : 0,
        };
    }

    /// <summary>What was received since the previous call.</summary>
    public (long Packets, long Bytes, long Frames, long KeyFrameRequests) TakeUnrecorded()
    {
        var (before, now) = (_recorded, (_statistics.Received, _statistics.Bytes, Frames, KeyFrameRequests));
        _recorded = now;
        return (now.Received - before.Packets, now.Bytes - before.Bytes, now.Frames - before.Frames,
            now.KeyFrameRequests - before.KeyFrameRequests);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _packets.Dispose();
        _frames.Dispose();
    }

    /// <inheritdoc/>
    bool IFrameSink.OnFrame(ReadOnlySpan<byte> frame, uint timestamp, bool isKeyFrame)
    {
        Frames++;
        _isKeyFrameWanted &= !isKeyFrame;
        var isKept = _host.OnFrame(_transceiver, _frames.Codec, frame, _clockOffset + _clock.Read(timestamp), isKeyFrame);
        if (!isKept && IsVideo)
            RequestKeyFrame(LastPacketAt);

        return isKept;
    }

    /// <inheritdoc/>
    void IFrameSink.OnFrameDropped()
    {
        if (IsVideo)
            RequestKeyFrame(LastPacketAt);
    }

    private bool IsVideo => _transceiver.Kind == MediaKind.Video;

    private void HandleIndexed(
        ulong index, RtpHeader header, ReadOnlySpan<byte> payload, MediaFormat format, TimeSpan? roundTrip, TimeSpan now)
    {
        Format = format;
        if (_missing is not null)
        {
            _packets.MaxWait = Clamp((roundTrip ?? DefaultRoundTrip) * 4);
            if (!_missing.OnPacket(index, now))
                _packets.Abandon(index);
        }

        _packets.Add(index, header, payload, _frames.CanBegin(payload), now);
        Deliver(now);
    }

    private void Deliver(TimeSpan now)
    {
        while (_packets.TryTake(now, out var packet, out var isAfterGap))
        {
            _startedAt ??= now;

            // The sender may change the codec between two packets.
            if (FormatOf(packet.PayloadType) is { } format)
            {
                if (format.Codec != _frames.Codec)
                    ChangeCodec(format, now);

                _frames.Add(packet, isAfterGap);
            }

            packet.Return();
        }

        _missing?.Abandon(_packets.Next);
    }

    private void ChangeCodec(MediaFormat format, TimeSpan now)
    {
        _frames.Dispose();
        _frames = FrameAssembler.Create(format.Codec, this, _budget);
        if (format.Format.ClockRate == _clockRate)
            return;

        // Time stamps of another clock rate do not continue the previous ones (RFC 7160), but the time of the frames goes on.
        _clockRate = format.Format.ClockRate;
        _clock = new RtpClock(_clockRate);
        _clockOffset = now - (_startedAt ?? now);
    }

    private MediaFormat? FormatOf(byte payloadType)
    {
        var formats = _transceiver.Parameters.Incoming;
        for (var i = 0; i < formats.Count; i++)
        {
            if (formats[i].PayloadType == payloadType)
                return formats[i];
        }

        return null;
    }

    private static TimeSpan? Earlier(TimeSpan? one, TimeSpan? other) => one is null || other < one ? other : one;

    private static TimeSpan Clamp(TimeSpan wait) =>
        wait < MinPictureWait ? MinPictureWait : wait > MaxPictureWait ? MaxPictureWait : wait;
}
