using Skapi.Rtc.Managed.Sctp.Packets;
using Skapi.Rtc.Managed.Sctp.Sending;
using Skapi.Rtc.Managed.Wire;

namespace Skapi.Rtc.Managed.Sctp;

/// <content>Writing packets, and handling acknowledgements (RFC 9260, sections 6.1 and 6.3; RFC 8985).</content>
internal sealed partial class SctpAssociation
{
    // A fragment smaller than this is not worth its header while the rest of the message follows anyway.
    private const int SmallestFragment = 64;

    private const int MaxControlChunks = 16;

    private static readonly TimeSpan LongestPacedQueue = TimeSpan.FromMilliseconds(50);

    private readonly Queue<byte[]> _control = new();
    private readonly Pacer _pacer = new();
    private uint _replyTag;
    private uint _remoteWindow;
    private bool _probes;
    private bool _hasProbed;
    private uint _pathProbe;
    private TimeSpan? _retransmissionDue;
    private TimeSpan? _probeDue;

    /// <summary>How the packet that was written last is sent.</summary>
    public PacketKind LastKind { get; private set; }

    /// <summary>Writes the next packet that is to be sent.</summary>
    /// <param name="packet">
    /// Receives the packet. It has room for <see cref="SctpOptions.MaxPacket"/> bytes; more room allows to probe for more.
    /// </param>
    /// <param name="now">The current time.</param>
    /// <returns>The number of bytes written, or zero if nothing is to be sent now. <see cref="LastKind"/> says how it is sent.</returns>
    public int WritePacket(Span<byte> packet, TimeSpan now)
    {
        var limit = LimitOfNextPacket();
        LastKind = limit > _path.Size ? PacketKind.Oversized : PacketKind.Ordinary;
        var writer = new PacketWriter(packet[..limit]);
        var tag = _remoteTag;
        var isChecked = !_sendsZeroChecksum;
        while (_control.TryPeek(out var chunk) && chunk.Length <= writer.Room)
        {
            // An INIT and its answer travel alone, with tags of their own (RFC 9260, sections 3.3.2 and 8.5.1).
            var type = (ChunkType)chunk[0];
            var isAlone = type is ChunkType.Init or ChunkType.InitAck;
            if (isAlone && !writer.IsEmpty)
                break;

            _control.Dequeue();
            writer.Add(chunk);
            isChecked |= isAlone || type == ChunkType.CookieEcho;
            if (isAlone)
            {
                tag = type == ChunkType.Init ? 0 : _replyTag;
                return Finish(writer, packet, tag, isChecked);
            }
        }

        if (_resets is not null && CanSendData && _resets.IsDue(now))
            WriteReconfig(ref writer, now);

        // Control chunks go before data (RFC 9260, section 6.10). usrsctp aborts the association otherwise.
        if (IsAckDue(now) && writer.Room >= SackSize())
            WriteSack(ref writer);

        if (CanSendData)
        {
            _pacer.Update(_window.Size, _window.IsInSlowStart, MaxPayload, PacedRoundTrip(), now);
            WriteData(ref writer, now);
        }

        return writer.IsEmpty ? WriteProbe(packet, now) : Finish(writer, packet, tag, isChecked);
    }

    private static bool IsEarlier(TimeSpan? due, TimeSpan candidate) => due is not { } known || candidate < known;

    private int Finish(in PacketWriter writer, Span<byte> packet, uint tag, bool isChecked)
    {
        new SctpHeader(_options.LocalPort, _options.RemotePort, tag).Write(packet);
        if (isChecked)
            SctpHeader.WriteChecksum(packet[..writer.Length]);

        return writer.Length;
    }

    private int SackSize() => Chunk.HeaderSize + 12 + (_tracker!.HasGaps ? 4 * MaxGapBlocks : 0) + 4 * _tracker.Duplicates.Count;

    private void EnqueueControl(ChunkType type, byte flags, ReadOnlySpan<byte> value)
    {
        // Answers to a flood of requests are not worth keeping beyond a few.
        if (_control.Count >= MaxControlChunks || value.Length > _options.MaxPacket - SctpHeader.Size - Chunk.HeaderSize)
            return;

        var chunk = BuildLongChunk(type, value);
        chunk[1] = flags;
        _control.Enqueue(chunk);
    }

    private void WriteReconfig(ref PacketWriter packet, TimeSpan now)
    {
        var value = packet.Begin(ChunkType.Reconfig, 0);
        _resets!.Write(ref value, _outstanding.NextTsn - 1, now, _rto.Timeout);
        if (value.Length > 0)
            packet.End(value);
    }

    private void WriteData(ref PacketWriter packet, TimeSpan now)
    {
        if (_forwardsTsn)
            WriteForwardTsn(ref packet);

        while (_outstanding.TryPeekLost(out var tsn))
        {
            var length = _outstanding[tsn].Length;
            if (!MaySend(length) || packet.Room < Chunk.HeaderSize + DataHeaderSize + length)
                return;

            WriteChunk(ref packet, tsn, _outstanding[tsn]);
            _outstanding.OnRetransmitted(tsn, now);

            // The timer runs from the last transmission of the first fragment: its acknowledgement may take a whole round trip again.
            if (tsn == _outstanding.CumulativeAck + 1)
                _retransmissionDue = now + _rto.Timeout;

            OnDataSent(length, now);
        }

        while (_queue.TryPeek(now, IsInterleaved, out var stream, out var message))
        {
            var room = Math.Min(packet.Room - Chunk.HeaderSize - DataHeaderSize, MaxPayload) & ~3;
            var left = message.Length - message.SentBytes;
            var length = Math.Min(room, left);
            if (length < Math.Min(left, SmallestFragment) || !MaySend(length))
                return;

            WriteNewChunk(ref packet, stream, message, length, now);
        }
    }

    private bool MaySend(int length)
    {
        if (_probes)
            return true;

        var inFlight = _outstanding.BytesInFlight;
        return (inFlight == 0 || (inFlight < WindowSize && inFlight + length <= _remoteWindow)) && _pacer.MaySend();
    }

    private void WriteNewChunk(ref PacketWriter packet, OutgoingStream stream, OutgoingMessage message, int length, TimeSpan now)
    {
        if (message.SentBytes == 0)
            stream.Number(message);

        var chunk = new SentChunk
        {
            Message = message,
            Offset = message.SentBytes,
            Length = length,
            FragmentNumber = message.Fragments,
            Flags = (message.SentBytes == 0 ? DataFlags.First : 0)
                | (message.SentBytes + length == message.Length ? DataFlags.Last : 0)
                | (message.Options.IsUnordered ? DataFlags.Unordered : 0),
            Transmissions = 1,
            SentAt = now,
        };
        WriteChunk(ref packet, _outstanding.NextTsn, chunk);
        _outstanding.Add(chunk);
        _queue.OnSent(stream, message, length);
        OnDataSent(length, now);
    }

    private void WriteChunk(ref PacketWriter packet, uint tsn, in SentChunk chunk)
    {
        var options = chunk.Message.Options;
        var header = new DataHeader(tsn, options.Stream, chunk.Message.MessageId, options.Ppid, chunk.FragmentNumber, chunk.Flags);
        var value = packet.Begin(IsInterleaved ? ChunkType.InterleavedData : ChunkType.Data, (byte)chunk.Flags);
        header.Write(ref value, IsInterleaved);
        value.WriteBytes(chunk.Message.Bytes.Slice(chunk.Offset, chunk.Length));
        packet.End(value);
    }

    private void OnDataSent(int length, TimeSpan now)
    {
        _probes = false;
        _pacer.OnSent(length);
        _retransmissionDue ??= now + _rto.Timeout;
        ScheduleProbe(now);
    }

    // RFC 8985, section 7.2: a probe brings the acknowledgement that the end of a flight may otherwise wait a whole timeout for.
    private void ScheduleProbe(TimeSpan now)
    {
        _probeDue = null;
        if (_hasProbed || _outstanding.BytesInFlight == 0 || _rto.Smoothed is not { } smoothed)
            return;

        var isSinglePacket = _outstanding.BytesInFlight <= MaxPayload;
        var due = now + 2 * smoothed + (isSinglePacket ? TimeSpan.FromMilliseconds(200) : TimeSpan.FromMilliseconds(2));
        if (IsEarlier(_retransmissionDue, due))
            _probeDue = due;
    }

    private void HandleSack(in Chunk chunk, TimeSpan now)
    {
        var reader = new WireReader(chunk.Value);
        var cumulative = reader.ReadUInt32();
        var window = reader.ReadUInt32();
        var gaps = reader.ReadUInt16();
        var duplicates = reader.ReadUInt16();
        if (reader.Failed || State < SctpState.Established || !_outstanding.IsPlausible(cumulative))
            return;

        var advances = cumulative != _outstanding.CumulativeAck;
        var wasFull = WasWindowFull();
        var result = _outstanding.HandleCumulative(cumulative, now);
        for (int end = 0; gaps > 0 && reader.Remaining > 0; gaps--)
        {
            // Blocks ascend. One that does not is ignored, so that no fragment is looked at twice.
            var (first, last) = (reader.ReadUInt16(), reader.ReadUInt16());
            if (reader.Failed || first <= end)
                break;

            _outstanding.HandleGapBlock(first, last, now, ref result);
            end = Math.Max(end, last);
        }

        _remoteWindow = window;
        _errors = 0;
        if (result.RoundTrip is { } roundTrip)
            _rto.AddSample(roundTrip);
        if (duplicates > 0)
            _outstanding.OnSpuriousRetransmission();
        if (result.AcknowledgedBytes > 0)
        {
            _window.OnAcknowledged(result.AcknowledgedBytes, cumulative, wasFull, result.RoundTrip, now);
            _hasProbed = false;
        }

        DetectLosses(now);

        // Only progress restarts the timer. An acknowledgement that repeats what is known must not keep it from expiring.
        if (_outstanding.IsEmpty)
            _retransmissionDue = null;
        else if (advances)
            _retransmissionDue = now + _rto.Timeout;

        if (result.AcknowledgedBytes > 0 || _outstanding.IsEmpty)
            ScheduleProbe(now);

        _forwardsTsn |= _outstanding.HasAbandoned;
        ContinueClosing(now);
    }

    // While packets wait for their time, the window is in use although it is not full.
    private bool WasWindowFull() => _outstanding.BytesInFlight + MaxPayload >= _window.Size
        || (_pacer.Due is not null && (_outstanding.HasLost || _outstanding.BytesInFlight >= _window.Size / 2));

    // A round-trip time that was measured before losses may be far too long. Then the window limits what is sent, and not the pace.
    private TimeSpan? PacedRoundTrip() => _rto.Smoothed is { } smoothed && _rto.Shortest is { } shortest
        && Math.Max(2 * shortest.Ticks, LongestPacedQueue.Ticks) is var longest && smoothed.Ticks > longest
            ? new TimeSpan(longest)
            : _rto.Smoothed;

    private void DetectLosses(TimeSpan now)
    {
        var lost = _outstanding.DetectLosses(now);
        if (lost > 0)
            _window.OnLoss(lost, _outstanding.NextTsn - 1, now);

        if (_knowsForwardTsn)
            _outstanding.AbandonExpired(now);

        _forwardsTsn |= _outstanding.HasAbandoned;
    }
}
