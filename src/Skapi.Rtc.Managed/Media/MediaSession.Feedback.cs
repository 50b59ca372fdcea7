using System.Buffers;
using Skapi.Protocol;
using Skapi.Rtc.Managed.Core;
using Skapi.Rtc.Managed.Rtcp;
using Skapi.Rtc.Managed.Rtp.Receiving;
using Skapi.Rtc.Managed.Timing;
using Skapi.Rtc.Managed.Wire;

namespace Skapi.Rtc.Managed.Media;

/// <content>RTCP: reports and feedback in both directions (RFC 3550, 4585 and 5104).</content>
internal sealed partial class MediaSession
{
    // Reports, feedback for a few sections, and the name.
    private const int MaxCompound = 1200;
    private const int MaxBlocks = 31;
    private const int MaxNackedAtOnce = 512;

    // A report of a few bytes names thousands of packets. Other sides send one at a time.
    private const int MaxTransportReports = 4;

    private static readonly TimeSpan FirstReport = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan ReportInterval = TimeSpan.FromSeconds(1);

    private readonly uint _ownSsrc;
    private byte _fullIntraNumber;
    private TimeSpan? _nextReport;

    /// <inheritdoc/>
    public TimeSpan? NextTimeout
    {
        get
        {
            var next = _nextReport;
            Earliest.Include(ref next, NextCongestionTimeout);
            foreach (var transceiver in _transceivers)
            {
                foreach (var stream in transceiver.Incoming.Values)
                    Earliest.Include(ref next, stream.NextTimeout);
            }

            return next;
        }
    }

    /// <inheritdoc/>
    public void HandleTimeout(TimeSpan now)
    {
        foreach (var transceiver in _transceivers)
        {
            foreach (var stream in transceiver.Incoming.Values)
                stream.HandleTimeout(now);
        }

        SendFeedback(now);
        HandleCongestionTimeout(now);
        if (now >= _nextReport)
            SendReports(now);
    }

    /// <inheritdoc/>
    public void HandleRtcp(ReadOnlySpan<byte> packet, TimeSpan now)
    {
        var transportReports = 0;
        while (RtcpPacket.TryRead(ref packet, out var part))
        {
            var reader = new WireReader(part.Body);
            switch (part.Type)
            {
                case RtcpType.SenderReport:
                    var sender = reader.ReadUInt32();
                    var info = SenderInfo.Read(ref reader);
                    if (!reader.Failed)
                        FindIncoming(sender)?.OnSenderReport(info, now);

                    HandleBlocks(ref reader, part.Count);
                    break;
                case RtcpType.ReceiverReport:
                    reader.ReadUInt32();
                    HandleBlocks(ref reader, part.Count);
                    break;
                case RtcpType.Goodbye:
                    for (var i = 0; i < part.Count && reader.Remaining >= sizeof(uint); i++)
                        EndSource(reader.ReadUInt32());

                    break;
                case RtcpType.TransportFeedback when part.Count == FeedbackFormat.Nack:
                    HandleNack(reader, now);
                    break;
                case RtcpType.TransportFeedback
                    when part.Count == FeedbackFormat.TransportWide && ++transportReports <= MaxTransportReports:
                    HandleTransportFeedback(reader, now);
                    break;
                case RtcpType.PayloadFeedback:
                    HandlePayloadFeedback(part.Count, reader, now);
                    break;
                default:
                    // Descriptions of sources say nothing that this side uses, and others are not known (RFC 3550, section 6.1).
                    break;
            }
        }
    }

    /// <summary>The app needs a key frame of what the other side sends.</summary>
    public void RequestKeyFrame(Transceiver transceiver, TimeSpan now)
    {
        foreach (var stream in transceiver.Incoming.Values)
            stream.RequestKeyFrame(now);

        SendFeedback(now);
    }

    /// <inheritdoc/>
    public void Close()
    {
        if (_transport is not { IsReady: true } transport)
            return;

        foreach (var transceiver in _transceivers)
        {
            if (transceiver.Outgoing.Packets == 0)
                continue;

            var buffer = ArrayPool<byte>.Shared.Rent(MaxCompound + transport.Overhead);
            var writer = new RtcpWriter(buffer);
            writer.WriteReceiverReport(transceiver.Outgoing.Ssrc, []);
            writer.WriteGoodbye(transceiver.Outgoing.Ssrc);
            Send(transport, buffer, writer.Length);
        }
    }

    private static void Send(IMediaTransport transport, byte[] buffer, int length)
    {
        transport.SendRtcp(buffer, length);
        ArrayPool<byte>.Shared.Return(buffer);
    }

    private IncomingStream? FindIncoming(uint ssrc) => _sources.GetValueOrDefault(ssrc)?.Incoming.GetValueOrDefault(ssrc);

    private Transceiver? FindOutgoing(uint ssrc)
    {
        foreach (var transceiver in _transceivers)
        {
            if (transceiver.Outgoing.Ssrc == ssrc && !transceiver.IsStopped)
                return transceiver;
        }

        return null;
    }

    private void HandleBlocks(ref WireReader reader, int count)
    {
        var now = NtpTime.Middle(NtpTime.Of(_host.UtcNow));
        for (var i = 0; i < count && reader.Remaining >= ReportBlock.Size; i++)
        {
            var block = ReportBlock.Read(ref reader);
            FindOutgoing(block.Ssrc)?.Outgoing.OnReport(block, now);
        }
    }

    private void EndSource(uint ssrc)
    {
        if (_sources.Remove(ssrc, out var transceiver))
            transceiver.RemoveIncoming(ssrc);
    }

    private void HandleNack(WireReader reader, TimeSpan now)
    {
        reader.ReadUInt32();
        if (FindOutgoing(reader.ReadUInt32()) is not { } transceiver || reader.Failed || _transport is not { IsReady: true } transport)
            return;

        Span<ushort> sequences = stackalloc ushort[MaxNackedAtOnce];
        var count = NackList.Read(reader.ReadBytes(reader.Remaining), sequences);
        transceiver.Outgoing.SendAgain(_sender, sequences[..count], transport.RoundTripTime, now);
        _sender.SendWaiting(now);
    }

    private void HandlePayloadFeedback(int format, WireReader reader, TimeSpan now)
    {
        reader.ReadUInt32();
        var ssrc = reader.ReadUInt32();
        if (format == FeedbackFormat.PictureLoss && !reader.Failed)
            HandleKeyFrameRequest(ssrc, null, now);
        else if (format == FeedbackFormat.Application && ReceiverEstimate.TryRead(reader, out var bitsPerSecond))
            HandleReceiverEstimate(bitsPerSecond, now);

        if (format != FeedbackFormat.FullIntraRequest)
            return;

        // RFC 5104, section 4.3.1.1: one entry for each source, with the number of the request and three reserved bytes.
        while (reader.Remaining >= 2 * sizeof(uint))
        {
            ssrc = reader.ReadUInt32();
            var number = reader.ReadByte();
            reader.ReadBytes(3);
            HandleKeyFrameRequest(ssrc, number, now);
        }
    }

    private void HandleKeyFrameRequest(uint ssrc, byte? number, TimeSpan now)
    {
        if (FindOutgoing(ssrc) is { Kind.Known: MediaKind.Values.Video } transceiver
            && transceiver.Outgoing.OnKeyFrameRequest(number, now))
            _host.OnKeyFrameNeeded(transceiver);
    }

    // What is missing is requested at once, in packets of their own. Without a path the requests are lost, and made again later.
    private void SendFeedback(TimeSpan now)
    {
        var transport = _transport is { IsReady: true } ready ? ready : null;
        Span<ushort> sequences = stackalloc ushort[MissingPackets.MaxMissing];
        foreach (var transceiver in _transceivers)
        {
            foreach (var stream in transceiver.Incoming.Values)
            {
                var missing = stream.CollectMissing(now, _transport?.RoundTripTime, sequences);
                if (transport is not null && (missing > 0 || stream.NeedsKeyFrame))
                    SendFeedback(transport, stream, sequences[..missing], transceiver.Parameters.HasReducedRtcp);
            }
        }
    }

    private void SendFeedback(IMediaTransport transport, IncomingStream stream, ReadOnlySpan<ushort> missing, bool isReduced)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(MaxCompound + transport.Overhead);
        var writer = new RtcpWriter(buffer);
        if (!isReduced)
        {
            writer.WriteReceiverReport(_ownSsrc, []);
            writer.WriteSourceDescription(_ownSsrc, _cname);
        }

        if (!missing.IsEmpty)
            writer.WriteNack(_ownSsrc, stream.Ssrc, missing);

        if (stream.NeedsKeyFrame)
        {
            if (stream.Format is { HasPictureLoss: false, HasFullIntraRequest: true })
                writer.WriteFullIntraRequest(_ownSsrc, stream.Ssrc, _fullIntraNumber++);
            else
                writer.WritePictureLoss(_ownSsrc, stream.Ssrc);

            stream.OnKeyFrameRequested();
        }

        Send(transport, buffer, writer.Length);
    }

    private void SendReports(TimeSpan now)
    {
        Span<byte> random = stackalloc byte[1];
        _random.Fill(random);

        // RFC 3550, section 6.2: half to one and a half times the interval, so that not all reports come together.
        _nextReport = now + (ReportInterval * (0.5 + (random[0] / 255.0)));
        foreach (var transceiver in _transceivers)
            transceiver.Measure();

        if (_transport is not { IsReady: true } transport)
            return;

        Span<ReportBlock> blocks = stackalloc ReportBlock[MaxBlocks];
        var count = 0;
        foreach (var transceiver in _transceivers)
        {
            foreach (var stream in transceiver.Incoming.Values)
            {
                if (count < MaxBlocks)
                    blocks[count++] = stream.TakeReport(now);
            }
        }

        ReadOnlySpan<ReportBlock> rest = blocks[..count];
        foreach (var transceiver in _transceivers)
        {
            if (transceiver.IsStopped || transceiver.Outgoing.ReportAt(_host.UtcNow, now) is not { } info)
                continue;

            var buffer = ArrayPool<byte>.Shared.Rent(MaxCompound + transport.Overhead);
            var writer = new RtcpWriter(buffer);
            writer.WriteSenderReport(transceiver.Outgoing.Ssrc, info, rest);
            writer.WriteSourceDescription(transceiver.Outgoing.Ssrc, _cname);
            Send(transport, buffer, writer.Length);
            rest = [];
        }

        if (!rest.IsEmpty)
        {
            var buffer = ArrayPool<byte>.Shared.Rent(MaxCompound + transport.Overhead);
            var writer = new RtcpWriter(buffer);
            writer.WriteReceiverReport(_ownSsrc, rest);
            writer.WriteSourceDescription(_ownSsrc, _cname);
            Send(transport, buffer, writer.Length);
        }
    }
}
