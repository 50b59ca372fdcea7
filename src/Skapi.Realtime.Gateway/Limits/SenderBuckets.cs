using Skapi.Realtime.Gateway.Configuration;

namespace Skapi.Realtime.Gateway.Limits;

/// <summary>The three buckets of one level: a connection, a user or an address. Safe for use by several threads.</summary>
internal sealed class SenderBuckets(RateLimits limits)
{
    private readonly RateBucket? _frames = Create(limits.Frames);
    private readonly RateBucket? _bytes = Create(limits.Bytes);
    private readonly RateBucket? _deliveries = Create(limits.Deliveries);

    /// <summary>Whether the level has no limits.</summary>
    public bool IsUnlimited => _frames is null && _bytes is null && _deliveries is null;

    /// <summary>Whether every bucket is full, so that new ones would be the same.</summary>
    public bool AreFull => IsFull(_frames) && IsFull(_bytes) && IsFull(_deliveries);

    /// <summary>Counts a frame from a client.</summary>
    /// <inheritdoc cref="RateBucket.TryTake"/>
    public bool TryTakeFrame(ref TimeSpan retryAfter) => _frames is null || _frames.TryTake(1, ref retryAfter);

    /// <summary>Counts the bytes of a frame.</summary>
    /// <inheritdoc cref="RateBucket.TryTake"/>
    public bool TryTakeBytes(int permits, ref TimeSpan retryAfter) => _bytes is null || _bytes.TryTake(permits, ref retryAfter);

    /// <summary>Counts the connections that a frame goes to.</summary>
    /// <inheritdoc cref="RateBucket.TryTake"/>
    public bool TryTakeDeliveries(int permits, ref TimeSpan retryAfter) =>
        _deliveries is null || _deliveries.TryTake(permits, ref retryAfter);

    private static RateBucket? Create(RateLimit? limit) => limit is null ? null : new RateBucket(limit);

    private static bool IsFull(RateBucket? bucket) => bucket is null || bucket.IsFull;
}
