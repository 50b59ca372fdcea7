using Skapi.Rtc.Managed.Sctp.Packets;
using Skapi.Rtc.Managed.Wire;

namespace Skapi.Rtc.Managed.Sctp;

/// <content>Telling the other side to skip messages that are not sent any more (RFC 3758, section 3.5; RFC 8260, section 2.3.1).</content>
internal sealed partial class SctpAssociation
{
    private bool _knowsForwardTsn;
    private bool _forwardsTsn;

    private void WriteForwardTsn(ref PacketWriter packet)
    {
        _forwardsTsn = false;
        var entrySize = IsInterleaved ? 8 : 4;
        var room = (packet.Room - Chunk.HeaderSize - sizeof(uint)) / entrySize;
        if (room < 1)
        {
            _forwardsTsn = true;
            return;
        }

        var skipped = new Dictionary<(ushort Stream, bool IsUnordered), uint>();
        var last = _outstanding.CumulativeAck;
        while (last != _outstanding.AdvancedAck)
        {
            var message = _outstanding[last + 1].Message;
            var key = (message.Options.Stream, message.Options.IsUnordered);
            if (IsInterleaved || !key.IsUnordered)
            {
                if (!skipped.ContainsKey(key) && skipped.Count == room)
                    break;

                skipped[key] = message.MessageId;
            }

            last++;
        }

        var value = packet.Begin(IsInterleaved ? ChunkType.InterleavedForwardTsn : ChunkType.ForwardTsn, 0);
        value.WriteUInt32(last);
        foreach (var ((stream, isUnordered), id) in skipped)
            WriteSkipped(ref value, stream, isUnordered, id);

        packet.End(value);
    }

    private void WriteSkipped(ref WireWriter value, ushort stream, bool isUnordered, uint id)
    {
        value.WriteUInt16(stream);
        if (IsInterleaved)
        {
            value.WriteUInt16(isUnordered ? 1 : 0);
            value.WriteUInt32(id);
        }
        else
        {
            value.WriteUInt16((ushort)id);
        }
    }
}
