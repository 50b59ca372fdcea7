using Skapi.Rtc.Managed.Timing;

namespace Skapi.Rtc.Managed.Sctp;

/// <content>Timers.</content>
internal sealed partial class SctpAssociation
{
    private TimeSpan? _heartbeatDue;

    /// <summary>When <see cref="HandleTimeout"/> is due, or null if nothing waits.</summary>
    public TimeSpan? NextTimeout
    {
        get
        {
            if (State == SctpState.Closed)
                return null;

            var next = _handshakeDue;
            Earliest.Include(ref next, _retransmissionDue);
            Earliest.Include(ref next, _probeDue);
            Earliest.Include(ref next, CanSendData ? _pacer.Due : null);
            Earliest.Include(ref next, _outstanding.NextLossCheck);
            Earliest.Include(ref next, CanReceiveData ? _ackDue : null);
            Earliest.Include(ref next, _resets?.NextTimeout);
            Earliest.Include(ref next, State == SctpState.Established ? _path.Due : null);
            Earliest.Include(ref next, _shutdownDue);
            Earliest.Include(ref next, State == SctpState.Established ? _heartbeatDue : null);
            return next;
        }
    }

    /// <summary>Handles the timers that are due.</summary>
    public void HandleTimeout(TimeSpan now)
    {
        if (now >= _handshakeDue)
            HandleHandshakeTimeout(now);
        if (now >= _retransmissionDue)
            HandleRetransmissionTimeout(now);
        if (now >= _probeDue)
            HandleProbeTimeout(now);
        if (now >= _outstanding.NextLossCheck)
            DetectLosses(now);
        if (now >= _shutdownDue)
            HandleShutdownTimeout(now);
        if (now >= _heartbeatDue && State == SctpState.Established)
            SendHeartbeat(now);
    }

    private void SendHeartbeat(TimeSpan now)
    {
        _heartbeatDue = now + _options.HeartbeatInterval;

        // Nothing was sent for a while: the buffers for the next transfer can go.
        if (_queue.BufferedBytes == 0)
            _queue.Trim();

        // Data that are outstanding ask the same question (RFC 9260, section 8.3).
        if (!_outstanding.IsEmpty)
            return;

        if (++_errors > _options.MaxRetransmissions)
        {
            Close("The other side does not answer any more.");
            return;
        }

        // The parameter is opaque to the other side, which sends it back (RFC 9260, section 3.3.5).
        EnqueueControl(Packets.ChunkType.Heartbeat, 0, [0, 1, 0, 8, 0, 0, 0, 0]);
    }

    private void HandleRetransmissionTimeout(TimeSpan now)
    {
        _rto.BackOff();
        if (++_errors > _options.MaxRetransmissions)
        {
            Close("The other side does not acknowledge data any more.");
            return;
        }

        if (_path.OnTimeout(now))
            _window.SetMaxPayload(MaxPayload);

        _window.OnTimeout(_outstanding.NextTsn - 1, now);
        _outstanding.MarkAllLost();
        if (_knowsForwardTsn)
            _outstanding.AbandonExpired(now);

        _forwardsTsn = _outstanding.HasAbandoned;
        _retransmissionDue = now + _rto.Timeout;
        _probeDue = null;
        _hasProbed = false;
    }

    private void HandleProbeTimeout(TimeSpan now)
    {
        _probeDue = null;
        _hasProbed = true;
        _probes = _queue.TryPeek(now, IsInterleaved, out _, out _) || _outstanding.MarkLastLost();
    }
}
