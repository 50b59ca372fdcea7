namespace Skapi.Rtc.Codecs.Receiving;

/// <summary>
/// Estimates how much delay a jitter buffer needs: how much later than the fastest packets most packets arrive. Older packets count less
/// and less. Sans-IO: time is an argument.
/// </summary>
internal sealed class DelayEstimator
{
    /// <summary>The most that it asks for.</summary>
    public static readonly TimeSpan MaxTarget = TimeSpan.FromMilliseconds(400);

    private static readonly TimeSpan BucketSize = TimeSpan.FromMilliseconds(10);

    // Later packets count as this late.
    private static readonly TimeSpan MaxCounted = TimeSpan.FromSeconds(2);

    // The fastest packet is looked for among those of one to two windows, because the clocks of both sides drift.
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(5);

    // The part of the packets that the delay is enough for.
    private const double Quantile = 0.98;

    // After about 500 packets, ten seconds, an old packet counts for a third.
    private const double Forgetting = 0.998;

    // What is assumed before packets have arrived, 60 ms. With less, the first losses make gaps of more than 60 ms.
    private const int FirstBucket = 5;

    // Each bucket has the part of the packets that were that much later than the fastest one. There are more of them than the target can
    // use, so that what is known about the jitter is still known when the path becomes slower.
    private readonly double[] _buckets = new double[MaxCounted.Ticks / BucketSize.Ticks];
    private double _assumed = 1;
    private TimeSpan _moved;
    private TimeSpan _windowEnd;
    private TimeSpan _fastest;
    private TimeSpan _fastestOfWindow;

    /// <summary>Creates an estimator that has seen no packet.</summary>
    /// <param name="transit">How long the first packet took, from any origin.</param>
    /// <param name="now">The current time.</param>
    public DelayEstimator(TimeSpan transit, TimeSpan now)
    {
        _fastest = _fastestOfWindow = transit;
        _windowEnd = now + Window;
        Update();
    }

    /// <summary>How long the fastest packets take, from the origin of the transit times.</summary>
    public TimeSpan Fastest => _fastest;

    /// <summary>The delay that a jitter buffer needs, counted from the fastest packets.</summary>
    public TimeSpan Target { get; private set; }

    /// <summary>Counts a packet.</summary>
    /// <param name="transit">How long it took, from the same origin as the first one.</param>
    /// <param name="now">The current time.</param>
    public void Add(TimeSpan transit, TimeSpan now)
    {
        var fastest = _fastest;
        if (now >= _windowEnd)
        {
            fastest = _fastestOfWindow;
            _fastestOfWindow = transit;
            _windowEnd = now + Window;
        }

        _fastestOfWindow = transit < _fastestOfWindow ? transit : _fastestOfWindow;
        MoveTo(_fastestOfWindow < fastest ? _fastestOfWindow : fastest);
        _assumed *= Forgetting;
        for (var i = 0; i < _buckets.Length; i++)
            _buckets[i] *= Forgetting;

        _buckets[Math.Min((transit - _fastest).Ticks / BucketSize.Ticks, _buckets.Length - 1)] += 1 - Forgetting;
        Update();
    }

    // The buckets count from the fastest packets. When those are slower, they move along, or the change would look like jitter. They do not
    // move when a path has become faster by more than a bucket: the delays of the slower path say nothing about the faster one.
    private void MoveTo(TimeSpan fastest)
    {
        var moved = _moved + (fastest - _fastest);
        _moved = moved > -BucketSize ? moved : -BucketSize;
        _fastest = fastest;
        var count = _moved.Ticks / BucketSize.Ticks;
        if (count <= 0)
            return;

        _moved -= BucketSize * count;
        Span<double> before = stackalloc double[_buckets.Length];
        _buckets.CopyTo(before);
        Array.Clear(_buckets);
        for (var i = 0; i < before.Length; i++)
            _buckets[Math.Max(i - count, 0)] += before[i];
    }

    private void Update()
    {
        var (sum, bucket) = (0.0, 0);
        for (; bucket < _buckets.Length; bucket++)
        {
            sum += _buckets[bucket] + (bucket == FirstBucket ? _assumed : 0);
            if (sum >= Quantile)
                break;
        }

        var needed = BucketSize * (bucket + 1);
        Target = needed < MaxTarget ? needed : MaxTarget;
    }
}
