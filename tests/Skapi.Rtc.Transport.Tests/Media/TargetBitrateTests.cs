using Skapi.Rtc.Media;

namespace Skapi.Rtc.Transport.Tests.Media;

/// <summary>What the paths of several calls carry for one feed.</summary>
public class TargetBitrateTests
{
    private readonly EncodedFeed _feed = new(MediaCodec.Vp8);
    private readonly List<long?> _told = [];

    public TargetBitrateTests() => _feed.TargetBitrateChanged += (_, _) => _told.Add(_feed.TargetBitrate);

    [Fact]
    public void The_target_is_that_of_the_slowest_call()
    {
        _feed.SetTargetBitrate(_feed.Subscribe(static _ => { }), 500_000);
        _feed.SetTargetBitrate(_feed.Subscribe(static _ => { }), 200_000);
        _feed.SetTargetBitrate(_feed.Subscribe(static _ => { }), 900_000);

        _told.ShouldBe([500_000, 200_000]);
    }

    [Fact]
    public void A_slow_call_that_ends_or_is_held_does_not_keep_the_feed_slow()
    {
        var (fast, slow, held) = (_feed.Subscribe(static _ => { }), _feed.Subscribe(static _ => { }), _feed.Subscribe(static _ => { }));
        _feed.SetTargetBitrate(fast, 900_000);
        _feed.SetTargetBitrate(slow, 200_000);
        _feed.SetTargetBitrate(held, 100_000);
        _told.Clear();

        _feed.SetTargetBitrate(held, null);
        slow.Dispose();
        fast.Dispose();

        _told.ShouldBe([200_000, 900_000, null]);
    }

    [Fact]
    public void A_subscription_of_another_feed_is_refused()
    {
        var other = new EncodedFeed(MediaCodec.Vp8).Subscribe(static _ => { });

        Should.Throw<ArgumentException>(() => _feed.SetTargetBitrate(other, 1)).ParamName.ShouldBe("subscription");
    }
}
