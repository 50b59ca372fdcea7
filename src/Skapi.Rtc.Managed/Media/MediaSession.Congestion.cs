using System.Buffers;
using System.Buffers.Binary;
using Skapi.Protocol;
using Skapi.Rtc.Managed.Congestion;
using Skapi.Rtc.Managed.Core;
using Skapi.Rtc.Managed.Rtcp;
using Skapi.Rtc.Managed.Rtp;
using Skapi.Rtc.Managed.Timing;
using Skapi.Rtc.Managed.Wire;

namespace Skapi.Rtc.Managed.Media;

/// <content>Congestion control: when packets of the other side arrive is reported to it, and its reports decide what is sent.</content>
internal sealed partial class MediaSession
{
    // Encoders need some time to follow, so small changes are not worth telling.
    private const double SmallChange = 0.05;

    // The share of a packet's bytes that are those of the picture.
    private const double PayloadShare = 0.94;

    // Encoders need a rate. Below this one, pictures would rather be dropped.
    private const double MinTarget = 30_000;

    // Sound is small, so only a thin path limits it. The headers of 50 packets a second, and the least that speech needs.
    private const double SoundOverhead = 26_000;
    private const double MinSoundTarget = 16_000;
    private const double MaxSoundTarget = 64_000;

    // Sound alone rarely fills a path. Each report costs as much as a packet of sound, of which 50 come in a second.
    private static readonly TimeSpan SoundReportDelay = TimeSpan.FromMilliseconds(200);

    private readonly PacketSender _sender = new();

    // Most peers of a server with data channels alone never need one.
    private ArrivalRecorder? _arrivals;
    private int? _transportSequence;
    private bool _hasReceiverEstimate;
    private bool _receivesPictures;
    private uint _latestSource;
    private byte _reportNumber;

    /// <summary>The bits a second that the path carries, or null before it is known.</summary>
    public long? Bitrate => _sender.Bitrate;

    private TimeSpan? NextCongestionTimeout
    {
        get
        {
            var next = _sender.NextTimeout;
            Earliest.Include(ref next, ReportDue);
            return next;
        }
    }

    private TimeSpan? ReportDue => _receivesPictures ? _arrivals?.Due : _arrivals?.Due + SoundReportDelay;

    /// <inheritdoc/>
    public void OnDataSent(int bytes, TimeSpan now) => _sender.OnDataSent(bytes, now);

    /// <inheritdoc/>
    public void OnPathChanged() => _sender.OnPathChanged();

    /// <inheritdoc/>
    public DataLimit? LimitData(bool isWaiting, TimeSpan now) => _sender.LimitData(isWaiting, now);

    // Pictures that waited too long are not worth sending. The next one that is sent has to be a key frame.
    private void DropLatePictures(Transceiver transceiver, bool isKeyFrameNext)
    {
        if (transceiver.Kind == MediaKind.Video
            && _sender.DropLatePictures(transceiver.Outgoing, isKeyFrameNext, CountStreams(MediaKind.Video)))
            transceiver.Outgoing.OnFrameDropped();
    }

    private void HandleCongestionTimeout(TimeSpan now)
    {
        _sender.HandleTimeout(now);
        FollowPath(now);
        if (_arrivals is { } arrivals && now >= ReportDue)
            SendTransportFeedback(arrivals, now);
    }

    private void FollowPath(TimeSpan now)
    {
        if (_sender.PicturesAt(now) is not { } pictures || _sender.SoundAt(now) is not { } sound)
            return;

        var (pictureStreams, soundStreams) = (CountStreams(MediaKind.Video), CountStreams(MediaKind.Audio));
        foreach (var transceiver in _transceivers)
        {
            if (Sends(transceiver, MediaKind.Video))
                Follow(transceiver, Math.Max(pictures * PayloadShare / pictureStreams, MinTarget));
            else if (Sends(transceiver, MediaKind.Audio))
                Follow(transceiver, Math.Clamp((sound / soundStreams) - SoundOverhead, MinSoundTarget, MaxSoundTarget));
        }
    }

    private void Follow(Transceiver transceiver, double target)
    {
        if (transceiver.Outgoing.TargetBitrate is { } before && Math.Abs(target - before) < before * SmallChange)
            return;

        transceiver.Outgoing.TargetBitrate = (long)target;
        _host.OnTargetBitrate(transceiver, (long)target);
    }

    // Another call that sends the same feed need not be as slow.
    private void ForgetTarget(Transceiver transceiver)
    {
        if (transceiver.Outgoing.TargetBitrate is null)
            return;

        transceiver.Outgoing.TargetBitrate = null;
        _host.OnTargetBitrate(transceiver, null);
    }

    private int CountStreams(MediaKind kind)
    {
        var count = 0;
        foreach (var transceiver in _transceivers)
            count += Sends(transceiver, kind) ? 1 : 0;

        return count;
    }

    private static bool Sends(Transceiver transceiver, MediaKind kind) => transceiver.Kind == kind && transceiver.Parameters.Sends;

    private void HandleTransportFeedback(WireReader reader, TimeSpan now)
    {
        reader.ReadUInt32();
        reader.ReadUInt32();
        if (TransportFeedback.TryRead(reader.ReadBytes(reader.Remaining), out var feedback))
            _sender.OnFeedback(feedback, now);

        FollowPath(now);
    }

    private void HandleReceiverEstimate(double bitsPerSecond, TimeSpan now)
    {
        if (!_hasReceiverEstimate)
            return;

        _sender.LimitMedia(bitsPerSecond);
        FollowPath(now);
    }

    // All sections of a bundle use one number for the extension (RFC 9143, section 7.1.3).
    private void UseTransportFeedback()
    {
        (_transportSequence, _hasReceiverEstimate, _receivesPictures) = (null, false, false);
        var (sends, isReported) = (false, false);
        foreach (var transceiver in _transceivers)
        {
            var parameters = transceiver.Parameters;
            if (parameters.Receives && HasTransportFeedback(parameters.Incoming))
                _transportSequence ??= parameters.Extensions.TransportSequence;

            _receivesPictures |= parameters.Receives && transceiver.Kind == MediaKind.Video;
            sends |= parameters.Sends;
            _hasReceiverEstimate |= parameters.Sends && Has(parameters.Outgoing, static format => format.HasReceiverEstimate);
            isReported |= parameters is { Sends: true, Extensions.TransportSequence: not null }
                && HasTransportFeedback(parameters.Outgoing);
        }

        if (!_hasReceiverEstimate)
            _sender.LimitMedia(null);

        if (sends && !isReported)
            StopFollowingPath();
    }

    private static bool HasTransportFeedback(IReadOnlyList<MediaFormat> formats) =>
        Has(formats, static format => format.HasTransportFeedback);

    private static bool Has(IReadOnlyList<MediaFormat> formats, Predicate<MediaFormat> isRight)
    {
        foreach (var format in formats)
        {
            if (isRight(format))
                return true;
        }

        return false;
    }

    // Packets without the extension are not reported, so what is known becomes old.
    private void StopFollowingPath()
    {
        _sender.Restart();
        if (_sender.Bitrate is not null)
            return;

        foreach (var transceiver in _transceivers)
            ForgetTarget(transceiver);
    }

    private void RecordArrival(ReadOnlySpan<byte> packet, RtpHeader header, TimeSpan now)
    {
        if (!TryFindExtension(packet, header, _transportSequence, out var value) || value.Length != sizeof(ushort))
            return;

        _latestSource = header.Ssrc;
        _arrivals ??= new ArrivalRecorder();
        _arrivals.Add(BinaryPrimitives.ReadUInt16BigEndian(value), now);
    }

    private void SendTransportFeedback(ArrivalRecorder recorder, TimeSpan now)
    {
        var transport = _transport is { IsReady: true } ready ? ready : null;
        Span<long> arrivals = stackalloc long[TransportFeedbackWriter.MaxPackets];
        while (recorder.Peek(arrivals, out var sequence) is > 0 and var count)
        {
            var buffer = ArrayPool<byte>.Shared.Rent(MaxCompound + Overhead(transport));
            var writer = new RtcpWriter(buffer);
            if (!HasReducedRtcp())
            {
                writer.WriteReceiverReport(_ownSsrc, []);
                writer.WriteSourceDescription(_ownSsrc, _cname);
            }

            recorder.OnReported(
                writer.WriteTransportFeedback(_ownSsrc, _latestSource, sequence, _reportNumber++, arrivals[..count], recorder.Latest),
                now);
            if (transport is not null)
                transport.SendRtcp(buffer, writer.Length);

            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static int Overhead(IMediaTransport? transport) => transport?.Overhead ?? 0;

    private bool HasReducedRtcp()
    {
        var isReduced = false;
        foreach (var transceiver in _transceivers)
        {
            if (transceiver.Parameters is { Receives: true, HasReducedRtcp: false })
                return false;

            isReduced |= transceiver.Parameters.Receives;
        }

        return isReduced;
    }
}
