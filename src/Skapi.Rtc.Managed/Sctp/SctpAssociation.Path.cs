using Skapi.Rtc.Managed.Sctp.Packets;
using Skapi.Rtc.Managed.Wire;

namespace Skapi.Rtc.Managed.Sctp;

/// <content>Finding the path's MTU by a HEARTBEAT with padding (RFC 8899, section 6.2; RFC 4820).</content>
internal sealed partial class SctpAssociation
{
    // The information of a heartbeat is opaque to the other side, which sends it back (RFC 9260, section 3.3.5).
    private const int HeartbeatInformation = 1;
    private const int HeartbeatInformationLength = 12;

    // A fragment that was sent when the path carried more has to be repeated as it was: its TSN stands for exactly these bytes.
    private int LimitOfNextPacket()
    {
        if (!CanSendData || !_outstanding.TryPeekLost(out var tsn))
            return _path.Size;

        return Math.Max(_path.Size, SctpHeader.Size + Chunk.HeaderSize + DataHeaderSize + Chunk.Pad(_outstanding[tsn].Length));
    }

    private int WriteProbe(Span<byte> packet, TimeSpan now)
    {
        // Only a transfer is worth the probes.
        if (State == SctpState.Established && _queue.BufferedBytes > 4 * MaxPayload)
            _path.Begin(now);

        var size = State == SctpState.Established ? _path.TakeProbe(now, _rto.Timeout, packet.Length) : 0;
        if (size == 0)
            return 0;

        _pathProbe++;
        var writer = new PacketWriter(packet[..size]);
        var heartbeat = writer.Begin(ChunkType.Heartbeat, 0);
        heartbeat.WriteUInt16(HeartbeatInformation);
        heartbeat.WriteUInt16(HeartbeatInformationLength);
        heartbeat.WriteUInt32(_pathProbe);
        heartbeat.WriteUInt32((uint)size);
        writer.End(heartbeat);
        var padding = writer.Begin(ChunkType.Padding, 0);
        for (var left = writer.Room - Chunk.HeaderSize; left > 0; left--)
            padding.WriteByte(0);

        writer.End(padding);
        LastKind = PacketKind.Probe;
        return Finish(writer, packet, _remoteTag, isChecked: !_sendsZeroChecksum);
    }

    private void HandleHeartbeatAck(in Chunk chunk, TimeSpan now)
    {
        _errors = 0;
        var reader = new WireReader(chunk.Value);
        reader.ReadUInt32();
        var probe = reader.ReadUInt32();
        var size = reader.ReadUInt32();
        if (!reader.Failed && probe == _pathProbe && size <= int.MaxValue && _path.OnAcknowledged((int)size, now))
            _window.SetMaxPayload(MaxPayload);
    }
}
