using Skapi.Protocol;

namespace Skapi.Rtc.Managed.Tests.Media;

/// <summary>Key frames: when they are needed, and when they are requested.</summary>
public class KeyFrameTests
{
    [Fact]
    public void After_pictures_that_were_not_sent_the_next_one_is_a_key_frame()
    {
        using var pair = new MediaPair();
        var (left, _) = pair.Add("v", MediaKind.Video);
        var parameters = left.Parameters;
        pair.Left.Send(left, 0);
        left.Apply(parameters with { Sends = false });
        pair.Left.Send(left, 1, isKeyFrame: false);
        left.Apply(parameters);

        pair.Left.Send(left, 2, isKeyFrame: false);
        pair.Left.Send(left, 3, isKeyFrame: false);
        pair.Left.KeyFramesNeeded.ShouldBe(["v"]);
        pair.Left.Send(left, 4);
        pair.Left.Send(left, 5, isKeyFrame: false);
        pair.Run(TimeSpan.FromSeconds(1));

        pair.Right.Frames.Select(frame => frame.Number).ShouldBe([0, 4, 5]);
    }

    [Fact]
    public void A_source_that_replaces_another_begins_with_a_key_frame()
    {
        using var pair = new MediaPair();
        var (left, _) = pair.Add("v", MediaKind.Video);
        pair.Left.Send(left, 0);
        left.SetSource(null);

        pair.Left.Send(left, 1, isKeyFrame: false);
        pair.Left.Send(left, 2);
        pair.Run(TimeSpan.FromSeconds(1));

        pair.Right.Frames.Select(frame => frame.Number).ShouldBe([0, 2]);
    }

    [Fact]
    public void A_source_that_makes_no_key_frame_is_asked_again_after_a_while()
    {
        using var pair = new MediaPair();
        var (left, _) = pair.Add("v", MediaKind.Video);
        left.SetSource(null);

        pair.Run(TimeSpan.FromMilliseconds(700), tick => pair.Left.Send(left, tick, isKeyFrame: false));

        pair.Left.KeyFramesNeeded.Count.ShouldBe(3);
    }
}
