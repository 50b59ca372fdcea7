using Skapi.Rtc.Managed.Sctp.Packets;

namespace Skapi.Rtc.Managed.Sctp.Sending;

/// <summary>How many bytes may be outstanding: slow start with HyStart++ (RFC 9406), then CUBIC (RFC 9438).</summary>
/// <remarks>
/// A loss is a sign of congestion only where the network queues or much is lost. A few losses at the shortest round-trip time are those of
/// a radio link: the window stays. Other losses reduce the window by CUBIC's factor, but not below what the path was measured to carry.
/// </remarks>
/// <param name="rto">The round-trip times that were measured.</param>
/// <param name="maxPayload">The number of payload bytes of a full packet.</param>
internal sealed class CongestionWindow(RtoEstimator rto, int maxPayload)
{
    private const int InitialPackets = 10;
    private const int SmallestPackets = 4;
    private const double Reduction = 0.7;
    private const double MaxOvershootReduction = 0.35;
    private const double OvershootMargin = 1.7;

    // The losses within two round trips that are not a sign of congestion: a share, and some packets, because a small window has few.
    private const double TolerableLoss = 0.02;
    private const int TolerablePackets = 3;

    // The share of losses up to which the measured rate is believed.
    private const double MeasurableLoss = 0.1;

    // A queue delays by more than a part of the round-trip time and the jitter of a busy machine.
    private const double QueueFactor = 1.25;
    private static readonly TimeSpan QueueJitter = TimeSpan.FromMilliseconds(2);

    private readonly DeliveryRate _rate = new(rto);
    private readonly CubicGrowth _cubic = new();
    private readonly SlowStart _slowStart = new();
    private uint? _lossEnds;
    private bool _isInRecovery;

    /// <summary>The number of payload bytes of a full packet.</summary>
    public int MaxPayload { get; private set; } = maxPayload;

    /// <summary>The number of bytes that may be outstanding.</summary>
    public long Size { get; private set; } = InitialPackets * (long)maxPayload;

    /// <summary>Below this size the window grows fast.</summary>
    public long SlowStartThreshold { get; private set; } = long.MaxValue;

    /// <summary>Whether the window grows fast.</summary>
    public bool IsInSlowStart => Size < SlowStartThreshold;

    /// <summary>The number of bytes that may be outstanding without a queue in the network that is longer than a time.</summary>
    /// <remarks>
    /// It is what the path was seen to deliver in its shortest round-trip time and in that time. Times that vary within a round trip are
    /// not a queue.
    /// </remarks>
    /// <param name="queue">The maximum time for which packets may wait.</param>
    public long SizeWithin(TimeSpan queue)
    {
        if (_rate.BytesPerSecond is not > 0 || rto.Shortest is not { } shortest)
            return InitialPackets * (long)MaxPayload;

        var jitter = rto.Smoothed is { } smoothed && _rate.RecentShortest is { } recent && smoothed > recent
            ? smoothed - recent
            : TimeSpan.Zero;
        return Math.Max((long)(_rate.BytesPerSecond * (shortest + queue + jitter).TotalSeconds), Smallest);
    }

    private long Smallest => SmallestPackets * (long)MaxPayload;

    /// <summary>Sets the number of payload bytes of a full packet, after the path's MTU has changed.</summary>
    public void SetMaxPayload(int bytes)
    {
        MaxPayload = bytes;
        _cubic.Restart();
    }

    /// <summary>Handles an acknowledgement.</summary>
    /// <param name="bytes">The number of bytes that it acknowledges for the first time.</param>
    /// <param name="cumulative">The cumulative TSN that it acknowledges.</param>
    /// <param name="wasFull">Whether the window was in use before: one that is not used does not grow.</param>
    /// <param name="roundTrip">The round-trip time that it measures, or null.</param>
    /// <param name="now">The current time.</param>
    public void OnAcknowledged(long bytes, uint cumulative, bool wasFull, TimeSpan? roundTrip, TimeSpan now)
    {
        if (_rate.OnAcknowledged(bytes, roundTrip, now) && IsInSlowStart)
            _slowStart.OnRoundEnd(_rate.PreviousShortest);

        if (_lossEnds is { } end && !Serial.IsBefore(cumulative, end))
        {
            _lossEnds = null;
            _isInRecovery = false;
        }

        if (_isInRecovery)
            return;

        if (!wasFull)
            _cubic.OnIdle(now);
        else if (IsInSlowStart)
            GrowFast(bytes);
        else
            Size = _cubic.Grow(Size, bytes, MaxPayload, rto.Smoothed ?? RtoEstimator.Initial, now);
    }

    /// <summary>Handles a loss that acknowledgements showed. It counts once for all data that are outstanding now.</summary>
    /// <param name="bytes">The number of bytes that were lost.</param>
    /// <param name="highest">The highest TSN that was sent.</param>
    /// <param name="now">The current time.</param>
    public void OnLoss(long bytes, uint highest, TimeSpan now)
    {
        _rate.OnLost(bytes);
        var isTolerable = _rate.LostShare <= TolerableLoss || _rate.LostBytes <= TolerablePackets * (long)MaxPayload;
        if (_lossEnds is not null || (isTolerable && !IsQueueing()))
            return;

        var measured = _rate.BytesInOneRoundTrip;
        if (IsInSlowStart)
        {
            // The window may be more than twice of what fits. What was measured says how much that is.
            Size = Math.Clamp((long)(measured * OvershootMargin), (long)(Size * MaxOvershootReduction), (long)(Size * Reduction));
            _cubic.OnReduction((long)(Size / Reduction), MaxPayload, now);
        }
        else
        {
            _cubic.OnReduction(Size, MaxPayload, now);
            Size = Math.Max((long)(Size * Reduction), _rate.LostShare <= MeasurableLoss ? Math.Min(Size, measured) : 0);
        }

        Size = Math.Max(Size, Smallest);
        SlowStartThreshold = Size;
        _lossEnds = highest;
        _isInRecovery = true;
    }

    /// <summary>Handles an expired retransmission timer: nothing is known about the network any more.</summary>
    /// <param name="highest">The highest TSN that was sent.</param>
    /// <param name="now">The current time.</param>
    public void OnTimeout(uint highest, TimeSpan now)
    {
        if (_lossEnds is null)
        {
            SlowStartThreshold = Math.Max((long)(Size * Reduction), Smallest);
            _cubic.OnReduction(Size, MaxPayload, now);
        }

        // The window grows again with the first acknowledgement: waiting for all data would keep it at one packet.
        Size = MaxPayload;
        _lossEnds = highest;
        _isInRecovery = false;
        _slowStart.Restart();
    }

    private void GrowFast(long bytes)
    {
        _slowStart.OnSample(_rate.CurrentShortest, _rate.Samples);
        Size += _slowStart.Growth(bytes);
        if (_slowStart.HasEnded)
            SlowStartThreshold = Size;
    }

    private bool IsQueueing() => rto.Shortest is { } shortest && _rate.RecentShortest > shortest * QueueFactor + QueueJitter;
}
