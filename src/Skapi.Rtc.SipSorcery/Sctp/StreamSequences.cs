namespace Skapi.Rtc.SipSorcery.Sctp;

/// <summary>
/// The stream sequence numbers of one direction. After a reset they begin again at 0 on the wire, but SIPSorcery continues to count, so
/// the numbers of a stream that is used again are shifted.
/// </summary>
/// <param name="isIncoming">True for numbers from the wire to the stack, false for the other direction.</param>
internal sealed class StreamSequences(bool isIncoming)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ushort, Stream> _streams = [];

    /// <summary>Records an ordered DATA chunk, and shifts its number if needed.</summary>
    /// <returns>Whether it shifted the number, so that the packet needs a new checksum.</returns>
    public bool Shift(Span<byte> chunk)
    {
        var isUnordered = (chunk[1] & 0x04) != 0;
        if (isUnordered)
            return false;

        var tsn = SctpPacket.TsnOfData(chunk);
        lock (_gate)
        {
            var id = SctpPacket.StreamOfData(chunk);
            if (!_streams.TryGetValue(id, out var stream))
                _streams[id] = stream = new Stream();

            var isShifted = stream.Base != 0 && (int)(tsn - stream.ResetTsn) > 0;
            if (isShifted && isIncoming)
                SctpPacket.ShiftSequence(chunk, stream.Base);

            var next = (ushort)(SctpPacket.SequenceOfData(chunk) + 1);
            if ((short)(next - stream.Next) > 0)
                stream.Next = next;

            if (isShifted && !isIncoming)
                SctpPacket.ShiftSequence(chunk, (ushort)-stream.Base);

            return isShifted;
        }
    }

    /// <summary>Handles the reset of a stream after a TSN.</summary>
    public void Reset(ushort id, uint tsn)
    {
        lock (_gate)
        {
            if (_streams.TryGetValue(id, out var stream))
                (stream.Base, stream.ResetTsn) = (stream.Next, tsn);
        }
    }

    private sealed class Stream
    {
        /// <summary>The next number of the stack.</summary>
        public ushort Next { get; set; }

        /// <summary>The stack's number for the wire's 0, after <see cref="ResetTsn"/>.</summary>
        public ushort Base { get; set; }

        public uint ResetTsn { get; set; }
    }
}
