using System.Runtime.CompilerServices;
using Skapi.Rtc.Managed.Rtcp;

namespace Skapi.Rtc.Managed.Congestion;

/// <summary>
/// Estimates the bits a second that the path carries from this side, from the other side's reports of when packets arrived (Google
/// congestion control, draft-ietf-rmcat-gcc-02, on the side that sends). It has no clock. No report throws or uses unbounded memory.
/// </summary>
internal sealed class BandwidthEstimator
{
    private const double AppLimitedShare = 0.65;
    private const double MaxDeliveredOfSent = 2;
    private const double MinDrain = 0.5;
    private const int RateBins = 16;
    private const long FirstReference = 1 << TransportFeedback.ReferenceBits;

    private static readonly TimeSpan RateBin = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan MaxSilence = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MaxClockChange = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan SmallestQueue = TimeSpan.FromMilliseconds(5);

    // Encoders, and what waits to be sent, take a while to follow a rate that is reduced.
    private static readonly TimeSpan EncoderTime = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan DrainFrom = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan DrainFully = TimeSpan.FromMilliseconds(200);

    private readonly PacketHistory _history = new();
    private readonly PacketGroups _groups = new();
    private readonly DelayTrend _trend = new();
    private readonly OveruseDetector _detector = new();
    private readonly QueueDelay _queue = new();
    private readonly LossMeter _loss = new();
    private readonly RateControl _control = new();
    private readonly Prober _prober = new();
    private readonly RateMeter _delivered = new(RateBin, RateBins);
    private readonly RateMeter _deliveredBySending = new(RateBin, RateBins);
    private readonly RateMeter _sent = new(RateBin, 2 * RateBins);
    private long _dataBytes;
    private long? _reference;
    private TimeSpan? _silentSince;
    private TimeSpan? _roundTrip;
    private TimeSpan _latestSentAt;
    private TimeSpan _clockDifference;
    private long _firstOnPath;

    /// <summary>Whether the other side reports arrivals. Before that, and if it never does, there is no estimate.</summary>
    public bool IsKnown { get; private set; }

    /// <summary>Whether the other side was expected to report long ago, and never has.</summary>
    public bool IsIgnored { get; private set; }

    /// <summary>The bits a second that the path carries.</summary>
    public double Rate => _control.Rate;

    /// <summary>The bits a second to send: less than the path carries while a queue has to drain.</summary>
    public double TargetRate => Math.Max(_control.Rate * Drain, RateControl.Min);

    /// <summary>The time for which packets wait in queues.</summary>
    public TimeSpan Queue => _queue.Current;

    /// <summary>Whether the limit of the path was never met.</summary>
    public bool IsStarting => _control.IsStarting;

    /// <summary>Whether the path drops what exceeds a rate even for a moment, or may do so.</summary>
    public bool IsPoliced => _control.IsPoliced;

    /// <summary>Whether the path shows no sign of congestion.</summary>
    public bool IsQuiet => Usage == PathUsage.Normal && _loss.Share == 0 && _queue.Current < DrainFrom / 4;

    /// <summary>The probe that is to be sent.</summary>
    public Prober Probe => _prober;

    /// <summary>When <see cref="HandleTimeout"/> is due, or null if nothing waits.</summary>
    public TimeSpan? NextTimeout => _silentSince + MaxSilence;

    // Packets of different sizes give small delays a slope although there is no queue.
    private PathUsage Usage =>
        _detector.Usage == PathUsage.Over && _queue.Current < SmallestQueue ? PathUsage.Normal : _detector.Usage;

    private double Drain => 1 - ((1 - MinDrain) * Math.Clamp((_queue.Current - DrainFrom) / (DrainFully - DrainFrom), 0, 1));

    /// <summary>A packet with a transport-wide sequence number is sent.</summary>
    /// <param name="size">The number of its bytes on the wire.</param>
    /// <param name="now">The current time.</param>
    /// <returns>The sequence number.</returns>
    public ushort OnSent(int size, TimeSpan now)
    {
        _silentSince ??= now;
        _sent.Add(size, now);
        var packet = new SentPacket { Size = size, DataBytes = _dataBytes, SentAt = now, Probe = _prober.Id };
        if (packet.Probe != 0)
            _prober.OnSent(size);

        _dataBytes = 0;
        return _history.Add(packet);
    }

    /// <summary>Data of data channels are sent over the same path. They count as delivered with the next packet that is.</summary>
    public void OnDataSent(int size, TimeSpan now)
    {
        _dataBytes += size;
        _sent.Add(size, now);
    }

    /// <summary>Handles a report of the other side.</summary>
    public void OnFeedback(TransportFeedback feedback, TimeSpan now)
    {
        var isUseful = false;
        while (feedback.MoveNext())
        {
            ref var packet = ref _history.Find(feedback.Sequence);
            if (Unsafe.IsNullRef(ref packet))
            {
                feedback.SkipMissing(_history.DistanceTo(feedback.Sequence));
                continue;
            }

            var fate = feedback.HasArrived ? PacketFate.Arrived : PacketFate.Missing;
            if (packet.Fate == PacketFate.Arrived || packet.Fate == fate)
                continue;

            // Packets that took another path say nothing about this one.
            if (packet.Number >= _firstOnPath)
            {
                isUseful = true;
                _loss.Add(packet, feedback.HasArrived ? OnArrived(packet, ArrivalOf(packet, feedback), now) : null);
            }

            packet.Fate = fate;
        }

        // Reports that say nothing new do not count as signs of life.
        if (isUseful)
            OnReportEnd(now);
    }

    /// <summary>Handles that the other side has reported nothing for a while.</summary>
    public void HandleTimeout(TimeSpan now)
    {
        _prober.HandleTimeout(now);
        if (!(now >= NextTimeout))
            return;

        _silentSince = null;
        if (IsKnown)
            _control.OnSilence();
        else
            IsIgnored = true;
    }

    /// <summary>Nothing can be sent at present, so no probe either.</summary>
    public void CancelProbe() => _prober.Cancel();

    /// <summary>Packets take another path from now on.</summary>
    public void OnPathChanged()
    {
        RestartDelays();
        _loss.Restart(TimeSpan.Zero);
        _control.Restart();
        _prober.Restart();
        _firstOnPath = _history.Next;
        (_roundTrip, _silentSince) = (null, null);
    }

    /// <summary>Begins again: nothing is known of the path or of the other side.</summary>
    public void Restart()
    {
        OnPathChanged();
        (IsKnown, IsIgnored, _reference, _dataBytes) = (false, false, null, 0);
    }

    // When a packet arrived, by the clock of the other side, whose start is not known. All times are positive.
    private TimeSpan ArrivalOf(in SentPacket packet, in TransportFeedback feedback)
    {
        var reference = _reference is { } previous ? Unwrap(feedback.Reference, previous) : FirstReference + feedback.Reference;
        var arrivedAt = TimeOf(reference, feedback.Arrival);
        var difference = arrivedAt - packet.SentAt;

        // A clock that was changed, or whose times are made up, has nothing to do with what was measured before.
        if (_reference is not null && (difference - _clockDifference).Duration() > MaxClockChange)
        {
            RestartDelays();
            _prober.Cancel();
            reference = FirstReference + feedback.Reference;
            arrivedAt = TimeOf(reference, feedback.Arrival);
            difference = arrivedAt - packet.SentAt;
        }

        (_reference, _clockDifference) = (reference, difference);
        return arrivedAt;
    }

    // The reference time wraps around.
    private static long Unwrap(int reference, long previous)
    {
        const int half = (int)(FirstReference / 2);
        var difference = (reference - (int)(previous & (FirstReference - 1)) + (int)FirstReference) % (int)FirstReference;
        return previous + (difference >= half ? difference - FirstReference : difference);
    }

    private static TimeSpan TimeOf(long reference, int arrival) => TimeSpan.FromSeconds(
        (double)((reference * TransportFeedback.UnitsPerReference) + arrival) / TransportFeedback.UnitsPerSecond);

    private TimeSpan OnArrived(in SentPacket packet, TimeSpan arrivedAt, TimeSpan now)
    {
        _latestSentAt = packet.SentAt;
        var roundTrip = now - packet.SentAt;
        _roundTrip = _roundTrip is { } known ? known + ((roundTrip - known) / 16) : roundTrip;
        _delivered.Add(packet.Size + packet.DataBytes, arrivedAt);
        _deliveredBySending.Add(packet.Size + packet.DataBytes, packet.SentAt);
        var wait = _queue.Add(packet.SentAt, arrivedAt);
        if (_prober.OnArrived(packet, arrivedAt, now) is { } probed && Usage != PathUsage.Over)
            _control.OnProbed(probed);

        if (_groups.Add(packet.SentAt, arrivedAt, out var variation, out var completedAt))
        {
            _trend.Add(variation, completedAt);
            _detector.Add(_trend.Slope, _trend.Count, completedAt);
        }

        return wait;
    }

    private void OnReportEnd(TimeSpan now)
    {
        (IsKnown, IsIgnored) = (true, false);
        _silentSince = null;
        _queue.OnReportEnd(now);
        _loss.OnReportEnd(now);
        var isAppLimited = _sent.RateAt(now) is not { } sent || sent < TargetRate * AppLimitedShare;
        var report = new PathReport
        {
            Usage = Usage,
            Delivered = DeliveredRate(),
            Lost = _loss.Share,
            Period = _loss.Ended,
            IsQueueFull = _loss.IsOfFullQueue,
            Queue = _queue.Current,
            RoundTripTime = _roundTrip,
            SentAt = _latestSentAt,
            IsAppLimited = isAppLimited,
        };
        if (_control.OnReport(report, now))
            _loss.Restart(now + EncoderTime);

        _prober.OnReport(_control.Rate, isAppLimited, isCongested: report.Usage == PathUsage.Over, now);
    }

    // No more arrives than was sent. A report that says so was held back on its way, or is made up.
    private double? DeliveredRate() => _delivered.LatestRate is { } delivered && _deliveredBySending.LatestRate is { } sent
        ? Math.Min(delivered, sent * MaxDeliveredOfSent)
        : null;

    private void RestartDelays()
    {
        _groups.Restart();
        _trend.Restart();
        _detector.Restart();
        _queue.Restart();
        _delivered.Restart();
        _deliveredBySending.Restart();
    }
}
