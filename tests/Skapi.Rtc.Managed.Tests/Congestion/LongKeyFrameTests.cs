namespace Skapi.Rtc.Managed.Tests.Congestion;

/// <summary>A key frame takes long on a slow line. The pictures that wait behind it do not cause another key frame.</summary>
public sealed class LongKeyFrameTests
{
    [Theory]
    [InlineData(0.5, 10_000, 500)]
    [InlineData(0.5, 25_000, 500)]
    [InlineData(0.5, 50_000, 500)]
    [InlineData(0.5, 60_000, 500)]
    [InlineData(0.3, 15_000, 800)]
    [InlineData(0.3, 30_000, 500)]
    [InlineData(2, 60_000, 3000)]
    [InlineData(2, 200_000, 2000)]
    public void Pictures_go_on_after_a_key_frame(double megabits, int key, int other)
    {
        using var call = new CallOverLine(1, megabits * 1e6, TimeSpan.FromMilliseconds(300), TimeSpan.FromMilliseconds(20))
        {
            FixedSizes = (key, other),
        };
        call.Run(TimeSpan.FromSeconds(10));
        var (made, arrived) = (call.KeyFramesMade, call.FramesArrived);

        call.Run(TimeSpan.FromSeconds(20));

        (call.FramesArrived - arrived).ShouldBeGreaterThan(570);
        (call.KeyFramesMade - made).ShouldBeLessThanOrEqualTo(1);
    }

    [Theory]
    [InlineData(0.5, 20)]
    [InlineData(0.5, 50)]
    [InlineData(0.5, 100)]
    [InlineData(2, 20)]
    [InlineData(2, 100)]
    [InlineData(10, 20)]
    [InlineData(10, 100)]
    public void An_encoder_that_follows_its_target_makes_few_key_frames(double megabits, double ratio)
    {
        using var call = new CallOverLine(1, megabits * 1e6, TimeSpan.FromMilliseconds(300), TimeSpan.FromMilliseconds(20))
        {
            KeyFrameRatio = ratio,
        };
        call.Run(TimeSpan.FromSeconds(20));
        var (made, arrived) = (call.KeyFramesMade, call.FramesArrived);

        call.Run(TimeSpan.FromSeconds(40));

        (call.FramesArrived - arrived).ShouldBeGreaterThan(1000);
        (call.KeyFramesMade - made).ShouldBeLessThan(5);
    }
}
