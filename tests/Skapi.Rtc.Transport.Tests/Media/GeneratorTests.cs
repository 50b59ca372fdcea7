using Skapi.Rtc.Media;

namespace Skapi.Rtc.Transport.Tests.Media;

public sealed class GeneratorTests
{
    [Fact]
    public void The_tone_goes_on_from_part_to_part_with_the_asked_pitch()
    {
        var tone = new ToneGenerator(1000);
        var (first, start) = tone.Next(960);
        var (second, next) = tone.Next(960);

        start.ShouldBe(TimeSpan.Zero);
        next.ShouldBe(TimeSpan.FromMilliseconds(20));
        short[] samples = [.. first, .. second];
        Enumerable.Range(1, samples.Length - 1).Count(index => samples[index - 1] < 0 && samples[index] >= 0).ShouldBeInRange(39, 40);
        samples.Max().ShouldBeInRange((short)16000, (short)16384);
    }

    [Theory]
    [InlineData(640, 480)]
    [InlineData(7, 3)]
    public void The_pattern_begins_white_and_ends_blue(int width, int height)
    {
        var picture = TestPatternPicture.Draw(width, height);

        picture.Length.ShouldBe(VideoFrame.SizeOf(width, height));
        picture[0].ShouldBe((byte)235);
        picture[width - 1].ShouldBe((byte)41);
    }

    [Fact]
    public void A_feed_passes_a_request_for_a_key_frame_on()
    {
        var feed = new EncodedFeed(MediaCodec.Vp8);
        var requests = 0;
        feed.RequestKeyFrame();
        feed.KeyFrameRequested += (_, _) => requests++;

        feed.RequestKeyFrame();

        requests.ShouldBe(1);
    }
}
