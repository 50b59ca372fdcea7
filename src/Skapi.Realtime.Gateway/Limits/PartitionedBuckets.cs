using System.Threading.RateLimiting;
using Skapi.Realtime.Gateway.Configuration;

namespace Skapi.Realtime.Gateway.Limits;

/// <summary>
/// Token buckets by key, for requests that come one at a time. A connection, which sends many frames, has its buckets from
/// <see cref="SharedBuckets{TKey}"/>.
/// </summary>
/// <typeparam name="TKey">What has a bucket of its own.</typeparam>
internal sealed class PartitionedBuckets<TKey> : IDisposable
    where TKey : notnull
{
    private readonly PartitionedRateLimiter<TKey>? _limiter;
    private readonly int _burst;

    public PartitionedBuckets(RateLimit? limit)
    {
        if (limit is null)
            return;
        _burst = limit.Burst;
        var options = RateBucket.ToOptions(limit);
        _limiter = PartitionedRateLimiter.Create<TKey, TKey>(key => RateLimitPartition.GetTokenBucketLimiter(key, _ => options));
    }

    /// <inheritdoc cref="RateBucket.TryTake"/>
    public bool TryTake(TKey key, int permits, ref TimeSpan retryAfter)
    {
        if (_limiter is null)
            return true;
        using var lease = _limiter.AttemptAcquire(key, Math.Min(permits, _burst));
        return lease.IsAcquired || RateBucket.Refuse(lease, ref retryAfter);
    }

    public void Dispose() => _limiter?.Dispose();
}
