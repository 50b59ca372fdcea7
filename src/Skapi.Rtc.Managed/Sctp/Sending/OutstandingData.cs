using Skapi.Rtc.Managed.Sctp.Packets;

namespace Skapi.Rtc.Managed.Sctp.Sending;

/// <summary>What was sent and is not acknowledged: finds losses by time (RFC 8985) and abandons messages with limits (RFC 3758).</summary>
/// <param name="firstTsn">The first TSN that this side uses.</param>
/// <param name="queue">Where messages go back to when nothing of them is outstanding.</param>
/// <param name="rto">The round-trip times that were measured.</param>
internal sealed class OutstandingData(uint firstTsn, SendQueue queue, RtoEstimator rto)
{
    private readonly ChunkRing _ring = new(firstTsn);
    private readonly LossDetector _losses = new();
    private uint _firstLost = firstTsn;
    private uint _lastRetransmitted = firstTsn - 1;
    private int _lost;

    /// <summary>The number of bytes that are on their way.</summary>
    public long BytesInFlight { get; private set; }

    /// <summary>The TSN of the next new fragment.</summary>
    public uint NextTsn => _ring.Next;

    /// <summary>The highest TSN that is cumulatively acknowledged.</summary>
    public uint CumulativeAck => _ring.First - 1;

    /// <summary>The TSN up to which everything is acknowledged or not sent any more (RFC 3758, section 3.5).</summary>
    public uint AdvancedAck { get; private set; } = firstTsn - 1;

    /// <summary>Whether anything was sent that is not cumulatively acknowledged. Then a timer runs.</summary>
    public bool IsEmpty => _ring.Count == 0;

    /// <summary>Whether a fragment is to be sent again.</summary>
    public bool HasLost => _lost > 0;

    /// <summary>Whether the receiver has to be told to skip fragments.</summary>
    public bool HasAbandoned => AdvancedAck != CumulativeAck;

    /// <summary>When <see cref="DetectLosses"/> may find a loss without another acknowledgement, or null.</summary>
    public TimeSpan? NextLossCheck { get; private set; }

    /// <summary>Whether an acknowledgement names data that were sent, and is not older than one before.</summary>
    public bool IsPlausible(uint cumulative) => Serial.IsUpTo(CumulativeAck, cumulative) && Serial.IsBefore(cumulative, _ring.Next);

    /// <summary>Adds a fragment that is sent for the first time.</summary>
    public void Add(in SentChunk chunk)
    {
        BytesInFlight += chunk.Length;
        chunk.Message.Outstanding++;
        _ring.Add(chunk);
    }

    /// <summary>Handles the cumulative part of an acknowledgement.</summary>
    public AckResult HandleCumulative(uint cumulative, TimeSpan now)
    {
        var result = default(AckResult);
        while (!IsEmpty && Serial.IsUpTo(_ring.First, cumulative))
        {
            ref var chunk = ref _ring[_ring.First];
            Acknowledge(ref chunk, _ring.First, now, ref result);
            Release(chunk.Message);
            _ring.RemoveFirst();
        }

        if (Serial.IsBefore(AdvancedAck, CumulativeAck))
            AdvancedAck = CumulativeAck;
        if (Serial.IsBefore(_firstLost, _ring.First))
            _firstLost = _ring.First;
        if (Serial.IsBefore(_lastRetransmitted, CumulativeAck))
            _lastRetransmitted = CumulativeAck;

        return result;
    }

    /// <summary>Handles a run of fragments that have arrived although one before them has not.</summary>
    public void HandleGapBlock(ushort start, ushort end, TimeSpan now, ref AckResult result)
    {
        var first = CumulativeAck + start;
        var last = CumulativeAck + end;
        if (start == 0 || start > end || !Serial.IsBefore(last, _ring.Next))
            return;

        for (var tsn = first; Serial.IsUpTo(tsn, last); tsn++)
        {
            ref var chunk = ref _ring[tsn];
            if (chunk.Fate is ChunkFate.InFlight or ChunkFate.Lost)
                Acknowledge(ref chunk, tsn, now, ref result);
        }
    }

    /// <summary>Marks fragments as lost that were sent clearly before one that has arrived.</summary>
    /// <returns>The number of bytes that are lost.</returns>
    public long DetectLosses(TimeSpan now)
    {
        var found = 0L;
        NextLossCheck = null;
        for (var tsn = _ring.First; tsn != _ring.Next && _losses.CanKnow; tsn++)
        {
            ref var chunk = ref _ring[tsn];
            if (chunk.Fate != ChunkFate.InFlight)
                continue;

            if (!_losses.IsBeforeLatest(chunk.SentAt, tsn))
            {
                // Beyond the last one that was sent again, fragments are in the order of their times.
                if (Serial.IsBefore(_lastRetransmitted, tsn))
                    break;

                continue;
            }

            var lostAt = _losses.LostAt(chunk.SentAt, rto);
            if (now >= lostAt)
            {
                MarkLost(ref chunk, tsn);
                found += chunk.Length;
            }
            else if (NextLossCheck is not { } check || lostAt < check)
            {
                NextLossCheck = lostAt;
            }
        }

        return found;
    }

    /// <summary>Lets more time pass before a fragment counts as lost: the receiver reported one that it got twice.</summary>
    public void OnSpuriousRetransmission() => _losses.WidenWindow();

    /// <summary>Marks everything that is on its way as lost, after the retransmission timer expired.</summary>
    /// <remarks>
    /// If nothing is on its way, the receiver dropped fragments that it had acknowledged, which it may (RFC 9260, section 6.2). Then those
    /// are sent again, or the data would wait for ever.
    /// </remarks>
    public void MarkAllLost()
    {
        NextLossCheck = null;
        var before = _lost;
        for (var tsn = _ring.First; tsn != _ring.Next; tsn++)
        {
            ref var chunk = ref _ring[tsn];
            if (chunk.Fate == ChunkFate.InFlight)
                MarkLost(ref chunk, tsn);
        }

        if (_lost > 0 || before > 0 || HasAbandoned)
            return;

        for (var tsn = _ring.First; tsn != _ring.Next; tsn++)
        {
            ref var chunk = ref _ring[tsn];
            if (chunk.Fate == ChunkFate.Acknowledged)
            {
                BytesInFlight += chunk.Length;
                MarkLost(ref chunk, tsn);
            }
        }
    }

    /// <summary>Marks the last fragment on its way as lost, so that it is sent as a probe (RFC 8985, section 7.3).</summary>
    /// <returns>False if nothing is on its way.</returns>
    public bool MarkLastLost()
    {
        for (var tsn = _ring.Next - 1; Serial.IsUpTo(_ring.First, tsn); tsn--)
        {
            ref var chunk = ref _ring[tsn];
            if (chunk.Fate != ChunkFate.InFlight)
                continue;

            MarkLost(ref chunk, tsn);
            return true;
        }

        return false;
    }

    /// <summary>Abandons messages with a lost fragment whose limits are reached.</summary>
    public void AbandonExpired(TimeSpan now)
    {
        if (_lost == 0)
            return;

        for (var tsn = _firstLost; tsn != _ring.Next; tsn++)
        {
            ref var chunk = ref _ring[tsn];
            if (chunk.Fate == ChunkFate.Lost && IsExpired(chunk, now))
                Abandon(chunk.Message);
        }

        while (AdvancedAck + 1 != _ring.Next && _ring[AdvancedAck + 1].Fate == ChunkFate.Abandoned)
            AdvancedAck++;
    }

    /// <summary>Returns the first lost fragment. The caller sends it and calls <see cref="OnRetransmitted"/>.</summary>
    public bool TryPeekLost(out uint tsn)
    {
        for (tsn = _firstLost; _lost > 0 && tsn != _ring.Next; tsn++)
        {
            if (_ring[tsn].Fate != ChunkFate.Lost)
                continue;

            _firstLost = tsn;
            return true;
        }

        return false;
    }

    /// <summary>The fragment with a TSN that is outstanding.</summary>
    public ref readonly SentChunk this[uint tsn] => ref _ring[tsn];

    /// <summary>Counts a lost fragment as on its way again.</summary>
    public void OnRetransmitted(uint tsn, TimeSpan now)
    {
        ref var chunk = ref _ring[tsn];
        chunk.Fate = ChunkFate.InFlight;
        chunk.Transmissions++;
        chunk.SentAt = now;
        if (Serial.IsBefore(_lastRetransmitted, tsn))
            _lastRetransmitted = tsn;
        BytesInFlight += chunk.Length;
        _lost--;
    }

    private static bool IsExpired(in SentChunk chunk, TimeSpan now) =>
        (chunk.Message.Options.MaxRetransmits is { } limit && chunk.Transmissions > limit)
        || (chunk.Message.ExpiresAt is { } expiry && now >= expiry);

    private void Acknowledge(ref SentChunk chunk, uint tsn, TimeSpan now, ref AckResult result)
    {
        if (chunk.Fate == ChunkFate.InFlight)
            BytesInFlight -= chunk.Length;
        if (chunk.Fate == ChunkFate.Lost)
            _lost--;
        if (chunk.Fate is ChunkFate.InFlight or ChunkFate.Lost)
        {
            result.AcknowledgedBytes += chunk.Length;
            _losses.OnArrived(chunk, tsn, now, rto);

            // An acknowledgement reports a limited number of gaps, so it may be the first of many that could name this fragment. Such a
            // one looks lost before, and its time says nothing about the path.
            if (chunk is { Transmissions: 1, Fate: ChunkFate.InFlight })
                result.RoundTrip = now - chunk.SentAt;
        }

        chunk.Fate = ChunkFate.Acknowledged;
    }

    private void MarkLost(ref SentChunk chunk, uint tsn)
    {
        chunk.Fate = ChunkFate.Lost;
        BytesInFlight -= chunk.Length;
        _lost++;
        if (_lost == 1 || Serial.IsBefore(tsn, _firstLost))
            _firstLost = tsn;
    }

    private void Abandon(OutgoingMessage message)
    {
        message.IsAbandoned = true;
        for (var tsn = _ring.First; tsn != _ring.Next; tsn++)
        {
            ref var chunk = ref _ring[tsn];
            if (chunk.Message != message || chunk.Fate == ChunkFate.Abandoned)
                continue;

            if (chunk.Fate == ChunkFate.InFlight)
                BytesInFlight -= chunk.Length;
            if (chunk.Fate == ChunkFate.Lost)
                _lost--;

            chunk.Fate = ChunkFate.Abandoned;
        }
    }

    private void Release(OutgoingMessage message)
    {
        if (--message.Outstanding == 0 && !message.IsQueued)
            queue.Recycle(message);
    }
}
