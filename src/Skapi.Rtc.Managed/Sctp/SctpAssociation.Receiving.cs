using Skapi.Rtc.Managed.Sctp.Packets;
using Skapi.Rtc.Managed.Sctp.Receiving;
using Skapi.Rtc.Managed.Wire;

namespace Skapi.Rtc.Managed.Sctp;

/// <content>Receiving data and acknowledging them (RFC 9260, section 6.2).</content>
internal sealed partial class SctpAssociation
{
    private const int MaxGapBlocks = 200;

    private readonly ReceiveBuffer _buffer;
    private long _held;
    private int _newBytes;
    private uint _advertisedWindow;
    private int _packetsToAcknowledge;
    private int _bytesToAcknowledge;
    private bool _hasNewData;
    private bool _isMissingData;
    private bool _acknowledgesNow;
    private TimeSpan? _ackDue;

    /// <summary>The cost, in bytes, of what was received and is not consumed.</summary>
    public long HeldBytes => _held + (_reassembly?.BufferedBytes ?? 0);

    private long ReceiveWindow => Math.Max(0, _buffer.Size - _held - (_reassembly?.BufferedBytes ?? 0));

    /// <summary>Says that the app consumed received bytes, so that the other side may send as many more.</summary>
    public void Release(int bytes)
    {
        _held -= bytes;

        // A window that opened by a good part is told at once, or the sender would wait for its probe.
        if (CanReceiveData && ReceiveWindow - _advertisedWindow >= _buffer.Size / 4)
            _acknowledgesNow = true;
    }

    private void HandleData(in Chunk chunk)
    {
        var reader = new WireReader(chunk.Value);
        var header = DataHeader.Read(chunk, ref reader);
        var payload = reader.ReadBytes(reader.Remaining);
        if (reader.Failed || !CanReceiveData || IsInterleaved != (chunk.Type == ChunkType.InterleavedData))
            return;

        _hasNewData = true;
        _acknowledgesNow |= (header.Flags & DataFlags.Immediate) != 0;
        var tracker = _tracker!;
        if (!tracker.Accepts(header.Tsn))
        {
            tracker.AddDuplicate(header.Tsn);
            _acknowledgesNow = true;
            return;
        }

        // Data that complete what waits are taken even when the buffer is full, or both sides would wait for ever.
        if (ReceiveWindow == 0 && (header.Tsn != tracker.Cumulative + 1 || _held >= _buffer.Size))
        {
            _acknowledgesNow = true;
            return;
        }

        // Something is missing before it, so the sender is told at once (RFC 9260, section 6.7).
        _acknowledgesNow |= header.Tsn != tracker.Cumulative + 1;
        tracker.Add(header.Tsn);
        _newBytes += payload.Length;
        _reassembly!.Add(header, payload);
    }

    private void HandleForwardTsn(in Chunk chunk)
    {
        var isInterleaved = chunk.Type == ChunkType.InterleavedForwardTsn;
        var reader = new WireReader(chunk.Value);
        var cumulative = reader.ReadUInt32();
        if (reader.Failed || !CanReceiveData || isInterleaved != IsInterleaved)
            return;

        _acknowledgesNow = true;
        if (!_tracker!.SkipTo(cumulative))
            return;

        while (reader.Remaining > 0)
        {
            var stream = reader.ReadUInt16();
            var isUnordered = isInterleaved && (reader.ReadUInt16() & 1) != 0;
            var id = isInterleaved ? reader.ReadUInt32() : reader.ReadUInt16();
            if (reader.Failed)
                break;

            if (isUnordered)
                _reassembly!.SkipUnordered(stream, id);
            else
                _reassembly!.SkipOrdered(stream, id);
        }

        if (!isInterleaved)
            _reassembly!.SkipFragments(cumulative);
    }

    private void HandleReconfig(in Chunk chunk, TimeSpan now)
    {
        if (_resets is not { } resets || !CanReceiveData)
            return;

        var rest = chunk.Value;
        while (Parameter.TryRead(ref rest, out var parameter))
        {
            switch (parameter.Type)
            {
                case ParameterType.OutgoingReset:
                    var remote = resets.HandleRequest(parameter.Value, _tracker!.Cumulative, _reassembly!.Streams);
                    foreach (var stream in remote)
                        _reassembly.ResetStream(stream);

                    if (remote.Length > 0)
                        _listener.OnRemoteReset(remote);

                    break;
                case ParameterType.IncomingReset:
                    resets.RefuseIncomingReset(parameter.Value);
                    break;
                case ParameterType.ReconfigResponse:
                    var local = resets.HandleResponse(parameter.Value, now, _rto.Timeout);
                    if (local.Length > 0)
                        _listener.OnLocalReset(local);

                    break;
                default:
                    break;
            }
        }
    }

    private void OnPacketEnd(TimeSpan now)
    {
        if (!_hasNewData || _tracker is null)
            return;

        _hasNewData = false;
        _buffer.OnReceived(_newBytes, HeldBytes, _rto.Smoothed, now);
        _packetsToAcknowledge++;
        _bytesToAcknowledge += _newBytes;
        _acknowledgesNow |= _tracker.HasGaps ? IsGapFilledByMuch() : _isMissingData || _packetsToAcknowledge >= 2;
        _isMissingData = _tracker.HasGaps;
        _newBytes = 0;
        _ackDue ??= now + _options.AckDelay;
    }

    /// <summary>
    /// Whether packets that fill a gap are acknowledged before it is closed: retransmissions, which come bundled, are at once, and small
    /// packets are once there are many. usrsctp takes every acknowledgement that moves forward before a gap for a sign that the rest is
    /// lost, and aborts when it has sent a chunk 30 times. It comes to that if its threads send many small messages in the wrong order and
    /// each is acknowledged. The packets of the other side do not depend on what this side has found out about the path.
    /// </summary>
    private bool IsGapFilledByMuch() => _newBytes >= _options.MaxPacket / 2 || _bytesToAcknowledge >= 2 * _options.MaxPacket;

    private bool IsAckDue(TimeSpan now) => CanReceiveData && (_acknowledgesNow || now >= _ackDue);

    private void WriteSack(ref PacketWriter packet)
    {
        var tracker = _tracker!;
        Span<(ushort Start, ushort End)> blocks = stackalloc (ushort, ushort)[MaxGapBlocks];
        var count = tracker.WriteGapBlocks(blocks);
        _advertisedWindow = (uint)ReceiveWindow;
        var value = packet.Begin(ChunkType.Sack, 0);
        value.WriteUInt32(tracker.Cumulative);
        value.WriteUInt32(_advertisedWindow);
        value.WriteUInt16(count);
        value.WriteUInt16(tracker.Duplicates.Count);
        foreach (var (start, end) in blocks[..count])
        {
            value.WriteUInt16(start);
            value.WriteUInt16(end);
        }

        foreach (var duplicate in tracker.Duplicates)
            value.WriteUInt32(duplicate);

        packet.End(value);
        tracker.ClearDuplicates();
        _packetsToAcknowledge = _bytesToAcknowledge = 0;
        _acknowledgesNow = false;
        _ackDue = null;
    }
}
