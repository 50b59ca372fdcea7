using Skapi.Rtc.Managed.Sctp.Packets;

namespace Skapi.Rtc.Managed.Sctp.Sending;

/// <summary>How many bytes may be outstanding (RFC 9260, section 7.2).</summary>
/// <param name="maxPayload">The number of payload bytes of a full packet.</param>
internal sealed class CongestionWindow(int maxPayload)
{
    private const int InitialPackets = 10;
    private const int SmallestPackets = 4;

    private long _acknowledgedInAvoidance;
    private uint? _lossEnds;
    private bool _isInRecovery;

    /// <summary>The number of bytes that may be outstanding.</summary>
    public long Size { get; private set; } = InitialPackets * (long)maxPayload;

    /// <summary>Below this size the window grows fast.</summary>
    public long SlowStartThreshold { get; private set; } = long.MaxValue;

    /// <summary>Handles an acknowledgement.</summary>
    /// <param name="bytes">The number of bytes that it acknowledges for the first time.</param>
    /// <param name="cumulative">The cumulative TSN that it acknowledges.</param>
    /// <param name="wasFull">Whether the window was in use before: one that is not used does not grow.</param>
    public void OnAcknowledged(long bytes, uint cumulative, bool wasFull)
    {
        if (_lossEnds is { } end && !Serial.IsBefore(cumulative, end))
        {
            _lossEnds = null;
            _isInRecovery = false;
        }

        if (_isInRecovery || !wasFull)
            return;

        if (Size < SlowStartThreshold)
        {
            Size += bytes;
            return;
        }

        _acknowledgedInAvoidance += bytes;
        if (_acknowledgedInAvoidance < Size)
            return;

        _acknowledgedInAvoidance -= Size;
        Size += maxPayload;
    }

    /// <summary>Handles a loss that acknowledgements showed. It counts once for all data that are outstanding now.</summary>
    /// <param name="highest">The highest TSN that was sent.</param>
    public void OnLoss(uint highest)
    {
        if (_lossEnds is not null)
            return;

        Shrink();
        Size = SlowStartThreshold;
        _lossEnds = highest;
        _isInRecovery = true;
    }

    /// <summary>Handles an expired retransmission timer: nothing is known about the network any more.</summary>
    /// <param name="highest">The highest TSN that was sent.</param>
    public void OnTimeout(uint highest)
    {
        if (_lossEnds is null)
            Shrink();

        // The window grows again with the first acknowledgement: waiting for all data would keep it at one packet.
        Size = maxPayload;
        _lossEnds = highest;
        _isInRecovery = false;
    }

    private void Shrink()
    {
        SlowStartThreshold = Math.Max(Size / 2, SmallestPackets * (long)maxPayload);
        _acknowledgedInAvoidance = 0;
    }
}
