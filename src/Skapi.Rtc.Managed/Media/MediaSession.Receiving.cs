using System.Buffers.Binary;
using Skapi.Rtc.Managed.Rtp;

namespace Skapi.Rtc.Managed.Media;

/// <content>RTP of the other side, and the section that each packet belongs to (RFC 9143, section 9.2).</content>
internal sealed partial class MediaSession
{
    private readonly Dictionary<uint, Transceiver> _sources = [];

    // The source that a stream of packets sent again belongs to (RFC 4588, section 5.3).
    private readonly Dictionary<uint, uint> _originals = [];
    private long _packetsReceived;

    /// <summary>Uses what was negotiated. It is called after all sections have their new parameters.</summary>
    public void OnNegotiated(TimeSpan now)
    {
        // A source that sends stays with its section until another section announces it. Others count as long as they are announced.
        _originals.Clear();
        foreach (var (ssrc, transceiver) in _sources)
        {
            if (!transceiver.Parameters.Receives || !transceiver.Incoming.ContainsKey(ssrc))
                _sources.Remove(ssrc);
        }

        foreach (var transceiver in _transceivers)
        {
            foreach (var (ssrc, retransmission) in transceiver.Parameters.RemoteSources)
            {
                Map(ssrc, transceiver);
                if (retransmission is not { } again)
                    continue;

                Map(again, transceiver);
                _originals[again] = ssrc;
            }

            if (transceiver.Parameters.Sends)
                continue;

            _sender.Drop(transceiver.Outgoing);
            ForgetTarget(transceiver);
        }

        UseTransportFeedback();
        FollowPath(now);
    }

    /// <inheritdoc/>
    public void HandleRtp(ReadOnlySpan<byte> packet, TimeSpan now) => HandleRtp(packet, now, now);

    // A packet that had to wait arrived earlier.
    private void HandleRtp(ReadOnlySpan<byte> packet, TimeSpan arrival, TimeSpan now)
    {
        if (!RtpHeader.TryRead(packet, out var header) || !header.TryGetPayload(packet, out var payload))
            return;

        if (arrival == now)
            RecordArrival(packet, header, now);

        var found = FindSection(packet, header);
        if (MustWait(found))
        {
            _early.Add(packet, arrival);
            return;
        }

        if (found is not { Parameters.Receives: true } transceiver)
            return;

        // For each packet, so without an enumerator.
        var formats = transceiver.Parameters.Incoming;
        for (var i = 0; i < formats.Count; i++)
        {
            var format = formats[i];
            if (format.PayloadType == header.PayloadType)
            {
                if (!IsOfLayer(transceiver, packet, header))
                    return;

                Interlocked.Increment(ref _packetsReceived);
                var stream = StreamOf(transceiver, header.Ssrc, format);
                stream.Handle(header, payload, format, _transport?.RoundTripTime, arrival, now);
                _nextReport ??= now + FirstReport;
                SendFeedback(now);
                return;
            }

            if (format.RetransmissionType == header.PayloadType)
            {
                HandleAgain(transceiver, packet, header, payload, format, now);
                return;
            }
        }
    }

    // First the section that the packet names, then the one of its source, then the only one with its layer or its payload type.
    private Transceiver? FindSection(ReadOnlySpan<byte> packet, RtpHeader header)
    {
        if (header.ExtensionProfile != 0 && TryFindMid(packet, header, out var mid))
        {
            foreach (var transceiver in _transceivers)
            {
                if (transceiver.Parameters.Receives && mid.SequenceEqual(transceiver.MidBytes))
                {
                    Map(header.Ssrc, transceiver);
                    return transceiver;
                }
            }

            return null;
        }

        if (_sources.TryGetValue(header.Ssrc, out var known))
            return known;

        var found = FindByLayer(packet, header) ?? FindByPayloadType(header.PayloadType);
        if (found is not null)
            Map(header.Ssrc, found);

        return found;
    }

    private bool TryFindMid(ReadOnlySpan<byte> packet, RtpHeader header, out ReadOnlySpan<byte> mid)
    {
        // All sections of a bundle use one number for it (RFC 9143, section 7.1.3).
        foreach (var transceiver in _transceivers)
        {
            if (transceiver.Parameters.Extensions.Mid is { } extension)
                return HeaderExtensions.TryFind(header.ExtensionProfile, header.ExtensionsOf(packet), extension, out mid);
        }

        mid = default;
        return false;
    }

    private Transceiver? FindByPayloadType(byte payloadType)
    {
        Transceiver? found = null;
        foreach (var transceiver in _transceivers)
        {
            if (!transceiver.Parameters.Receives)
                continue;

            foreach (var format in transceiver.Parameters.Incoming)
            {
                if (format.PayloadType != payloadType && format.RetransmissionType != payloadType)
                    continue;

                if (found is not null)
                    return null;

                found = transceiver;
                break;
            }
        }

        return found;
    }

    // The protection of SRTP limits the number of sources, so this table is limited, too.
    private void Map(uint ssrc, Transceiver transceiver)
    {
        if (_sources.TryGetValue(ssrc, out var known) && known != transceiver)
            known.RemoveIncoming(ssrc);

        _sources[ssrc] = transceiver;
    }

    private IncomingStream StreamOf(Transceiver transceiver, uint ssrc, MediaFormat format)
    {
        if (!transceiver.Incoming.TryGetValue(ssrc, out var stream))
            transceiver.AddIncoming(stream = new IncomingStream(transceiver, ssrc, format, _budget, _host));

        return stream;
    }

    private void HandleAgain(
        Transceiver transceiver, ReadOnlySpan<byte> packet, RtpHeader header, ReadOnlySpan<byte> payload, MediaFormat format, TimeSpan now)
    {
        // Packets without an original are padding that measures the path.
        if (payload.Length < sizeof(ushort) || OriginalOf(transceiver, packet, header) is not { } stream)
            return;

        var original = header with
        {
            Sequence = BinaryPrimitives.ReadUInt16BigEndian(payload), Ssrc = stream.Ssrc, PayloadType = format.PayloadType,
        };
        stream.HandleAgain(original, payload[sizeof(ushort)..], format, _transport?.RoundTripTime, now);
    }

    private IncomingStream? OriginalOf(Transceiver transceiver, ReadOnlySpan<byte> packet, RtpHeader header)
    {
        if (_originals.TryGetValue(header.Ssrc, out var original))
            return transceiver.Incoming.GetValueOrDefault(original);

        var latest = LatestOf(transceiver);
        if (transceiver.Parameters is not { Layer: { } layer, Extensions: var extensions } || latest is null)
            return latest;

        // Packets of other layers have the numbers of other streams.
        if (TryFindExtension(packet, header, extensions.RepairedRid, out var rid) && rid.SequenceEqual(layer.Bytes))
            latest.RetransmissionSsrc = header.Ssrc;

        return latest.RetransmissionSsrc == header.Ssrc ? latest : null;
    }

    // A section without announced sources has one stream that is alive.
    private static IncomingStream? LatestOf(Transceiver transceiver)
    {
        IncomingStream? latest = null;
        foreach (var stream in transceiver.Incoming.Values)
        {
            if (latest is null || stream.LastPacketAt > latest.LastPacketAt)
                latest = stream;
        }

        return latest;
    }
}
