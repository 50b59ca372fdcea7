using System.Diagnostics.CodeAnalysis;
using System.Threading.RateLimiting;
using Skapi.Realtime.Gateway.Configuration;

namespace Skapi.Realtime.Gateway.Limits;

/// <summary>One token bucket that refills when it is used, so that it needs no timer. Safe for use by several threads.</summary>
[SuppressMessage(
    "Reliability",
    "CA1001:Types that own disposable fields should be disposable",
    Justification = "Without automatic replenishment and without a queue, the limiter holds nothing but its counters.")]
internal sealed class RateBucket
{
    private readonly TokenBucketRateLimiter _limiter;
    private readonly int _burst;

    public RateBucket(RateLimit limit)
    {
        _burst = limit.Burst;
        _limiter = new TokenBucketRateLimiter(ToOptions(limit));
    }

    /// <summary>Whether no permit is missing.</summary>
    public bool IsFull
    {
        get
        {
            _limiter.TryReplenish();
            return _limiter.GetStatistics()!.CurrentAvailablePermits >= _burst;
        }
    }

    /// <summary>Takes permits.</summary>
    /// <param name="permits">The number of permits. More than the burst counts as the burst.</param>
    /// <param name="retryAfter">How long to wait if the method returns false.</param>
    /// <returns>False if too few are left; none is taken then.</returns>
    public bool TryTake(int permits, ref TimeSpan retryAfter)
    {
        _limiter.TryReplenish();
        using var lease = _limiter.AttemptAcquire(Math.Min(permits, _burst));
        return lease.IsAcquired || Refuse(lease, ref retryAfter);
    }

    /// <summary>The options of a bucket that somebody else refills.</summary>
    public static TokenBucketRateLimiterOptions ToOptions(RateLimit limit)
    {
        // The library counts whole tokens in a period, so a rate below one per second has a longer period.
        var tokens = Math.Max(1, (int)Math.Min(limit.PerSecond, int.MaxValue));
        return new TokenBucketRateLimiterOptions
        {
            TokenLimit = limit.Burst,
            TokensPerPeriod = tokens,
            ReplenishmentPeriod = TimeSpan.FromSeconds(tokens / limit.PerSecond),
            QueueLimit = 0,
            AutoReplenishment = false,
        };
    }

    /// <summary>Reads how long to wait out of a lease that was refused. Returns false.</summary>
    public static bool Refuse(RateLimitLease lease, ref TimeSpan retryAfter)
    {
        if (lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) && wait > retryAfter)
            retryAfter = wait;
        return false;
    }
}
