using Skapi.Realtime.Gateway.Configuration;

namespace Skapi.Realtime.Gateway.Limits;

/// <summary>The three limits of one level that several connections share: the users, or the addresses.</summary>
internal sealed class SharedLevel<TKey>(RateLimits limits) : IDisposable
    where TKey : notnull
{
    public PartitionedBuckets<TKey> Frames { get; } = new(limits.Frames);

    public PartitionedBuckets<TKey> Bytes { get; } = new(limits.Bytes);

    public PartitionedBuckets<TKey> Deliveries { get; } = new(limits.Deliveries);

    public void Dispose()
    {
        Frames.Dispose();
        Bytes.Dispose();
        Deliveries.Dispose();
    }
}
