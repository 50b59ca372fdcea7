using Skapi.Rtc.Managed.Media;
using Skapi.Rtc.Media;

namespace Skapi.Rtc.Managed.Tests.Media;

public class AttachedFeedTests
{
    [Fact]
    public void Requests_that_come_while_one_waits_for_the_app_are_one()
    {
        using var source = new AttachedFeed(new EncodedFeed(MediaCodec.Vp8), (_, _) => { }, static subscription => subscription.Dispose());
        source.TryBeginKeyFrameRequest().ShouldBeTrue();
        source.TryBeginKeyFrameRequest().ShouldBeFalse();

        source.RequestKeyFrame();

        source.TryBeginKeyFrameRequest().ShouldBeTrue();
    }
}
