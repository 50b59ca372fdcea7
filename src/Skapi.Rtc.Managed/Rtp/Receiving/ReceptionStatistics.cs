namespace Skapi.Rtc.Managed.Rtp.Receiving;

/// <summary>Counts the packets of one source: loss and jitter (RFC 3550, appendices A.3 and A.8).</summary>
/// <param name="clockRate">The clock rate of its time stamps, in hertz.</param>
internal sealed class ReceptionStatistics(int clockRate)
{
    // The indexes begin with the second round of the sequence numbers, so a packet before the first one has an index too.
    private const ulong FirstRound = 1 << 16;
    private const int MaxLost = (1 << 23) - 1;
    private const double JitterGain = 1.0 / 16;

    private ulong _first;
    private ulong _highest;
    private long _expectedBefore;
    private long _receivedBefore;
    private double _jitter;
    private (TimeSpan Arrival, uint Timestamp)? _previous;

    /// <summary>The number of packets received, repeated ones included.</summary>
    public long Received { get; private set; }

    /// <summary>The number of payload bytes received.</summary>
    public long Bytes { get; private set; }

    /// <summary>The number of packets that are missing. It is negative if more packets were repeated than lost.</summary>
    public long Lost => Received == 0 ? 0 : Expected - Received;

    /// <summary>The variation of arrival times.</summary>
    public TimeSpan Jitter => TimeSpan.FromSeconds(_jitter / clockRate);

    /// <summary>The variation of arrival times, in units of the clock.</summary>
    public uint JitterUnits => (uint)_jitter;

    /// <summary>The highest sequence number, extended by its number of roll-overs.</summary>
    public uint HighestSequence => (uint)(_highest - FirstRound);

    private long Expected => (long)(_highest - _first) + 1;

    /// <summary>The following packets have another clock rate, because the sender has changed the codec.</summary>
    public void SetClockRate(int rate)
    {
        if (rate == clockRate)
            return;

        _jitter = _jitter * rate / clockRate;
        _previous = null;
        clockRate = rate;
    }

    /// <summary>Counts a packet.</summary>
    /// <returns>The extended sequence number.</returns>
    public ulong Add(RtpHeader header, int payloadLength, TimeSpan now)
    {
        var index = Received == 0 ? FirstRound + header.Sequence : PacketIndex.Nearest(_highest, header.Sequence);
        if (Received == 0)
            _first = _highest = index;

        _first = Math.Min(_first, index);
        _highest = Math.Max(_highest, index);
        Received++;
        Bytes += payloadLength;

        // Packets of one picture have one time stamp, and the later ones say nothing about the network's delay.
        if (_previous is not { } previous || previous.Timestamp != header.Timestamp)
            UpdateJitter(header.Timestamp, now);

        return index;
    }

    /// <summary>The extended sequence number of a packet that is not counted.</summary>
    public ulong IndexOf(ushort sequence) => PacketIndex.Nearest(_highest, sequence);

    /// <summary>The share of packets lost since the previous call, in units of 1/256, and the number of packets lost in all.</summary>
    public (byte Fraction, int Total) TakeLoss()
    {
        var expected = Expected - _expectedBefore;
        var lost = expected - (Received - _receivedBefore);
        (_expectedBefore, _receivedBefore) = (Expected, Received);
        var fraction = expected <= 0 || lost <= 0 ? 0 : Math.Min(255, lost * 256 / expected);
        return ((byte)fraction, (int)Math.Clamp(Lost, -MaxLost, MaxLost));
    }

    private void UpdateJitter(uint timestamp, TimeSpan now)
    {
        if (_previous is { } previous)
        {
            var elapsed = (now - previous.Arrival).TotalSeconds * clockRate;
            var difference = Math.Abs(elapsed - unchecked((int)(timestamp - previous.Timestamp)));

            // A source that starts again has other time stamps, which are not a delay.
            if (difference < 10.0 * clockRate)
                _jitter += (difference - _jitter) * JitterGain;
        }

        _previous = (now, timestamp);
    }
}
