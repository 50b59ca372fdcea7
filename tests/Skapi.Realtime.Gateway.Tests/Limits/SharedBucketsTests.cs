using Skapi.Realtime.Gateway.Configuration;
using Skapi.Realtime.Gateway.Limits;

namespace Skapi.Realtime.Gateway.Tests.Limits;

/// <summary>Buckets that several connections share outlive each of them, but not for ever.</summary>
public class SharedBucketsTests
{
    /// <summary>So slow that a bucket never refills during a test.</summary>
    private const double Never = 1e-6;

    /// <summary>So fast that a bucket is full again at the next look.</summary>
    private const double AtOnce = 1e9;

    [Fact]
    public void Connections_of_one_key_share_its_buckets()
    {
        var buckets = new SharedBuckets<string>(new RateLimits { Frames = new RateLimit(Never, 2) });

        TakeFrame(buckets.Acquire("alice")).ShouldBeTrue();
        TakeFrame(buckets.Acquire("alice")).ShouldBeTrue();

        TakeFrame(buckets.Acquire("alice")).ShouldBeFalse();
        TakeFrame(buckets.Acquire("bob")).ShouldBeTrue();
    }

    [Fact]
    public void A_connection_that_comes_back_finds_what_it_has_used()
    {
        var buckets = new SharedBuckets<string>(new RateLimits { Frames = new RateLimit(Never, 1) });
        TakeFrame(buckets.Acquire("alice")).ShouldBeTrue();
        buckets.Release("alice");

        for (var other = 0; other < 500; other++)
        {
            buckets.Acquire($"{other}");
            buckets.Release($"{other}");
        }

        TakeFrame(buckets.Acquire("alice")).ShouldBeFalse();
    }

    [Fact]
    public void Full_buckets_that_nobody_uses_are_removed()
    {
        var buckets = new SharedBuckets<string>(new RateLimits { Frames = new RateLimit(AtOnce, 1), Bytes = new RateLimit(AtOnce, 1) });

        for (var address = 0; address < 10_000; address++)
        {
            TakeFrame(buckets.Acquire($"{address}"));
            buckets.Release($"{address}");
        }

        buckets.Count.ShouldBeLessThan(200);
    }

    [Fact]
    public void Buckets_in_use_are_never_removed()
    {
        var buckets = new SharedBuckets<string>(new RateLimits { Frames = new RateLimit(AtOnce, 1) });
        var own = buckets.Acquire("alice");

        for (var address = 0; address < 1_000; address++)
        {
            buckets.Acquire($"{address}");
            buckets.Release($"{address}");
        }

        buckets.Acquire("alice").ShouldBeSameAs(own);
    }

    private static bool TakeFrame(SenderBuckets buckets)
    {
        var retryAfter = TimeSpan.Zero;
        return buckets.TryTakeFrame(ref retryAfter);
    }
}
