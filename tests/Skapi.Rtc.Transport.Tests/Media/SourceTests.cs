using Skapi.Rtc.Media;

namespace Skapi.Rtc.Transport.Tests.Media;

/// <summary>Values that cannot be meant are refused where they are given, and not by a transport later.</summary>
public sealed class SourceTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(-48000, 1)]
    [InlineData(48000, 0)]
    [InlineData(48000, 3)]
    public void A_feed_of_impossible_sound_is_misuse(int sampleRate, int channels) =>
        Should.Throw<ArgumentOutOfRangeException>(() => new AudioFeed(sampleRate, channels));

    [Fact]
    public void Sound_without_a_sample_for_each_channel_is_refused()
    {
        var feed = new AudioFeed(48000, channels: 2);

        Should.Throw<SkapiException>(() => feed.Push(new AudioFrame(48000, 2, new short[961], TimeSpan.Zero)))
            .Message.ShouldContain("961 samples");
    }

    [Theory]
    [InlineData(0, 480, 30)]
    [InlineData(640, -1, 30)]
    [InlineData(640, 480, 0)]
    public void A_feed_of_impossible_pictures_is_misuse(int width, int height, int frameRate) =>
        Should.Throw<ArgumentOutOfRangeException>(() => new VideoFeed(width, height, frameRate));

    [Fact]
    public void A_source_of_nothing_is_misuse()
    {
        Should.Throw<ArgumentNullException>(() => new AudioSource.File(null!)).ParamName.ShouldBe("Path");
        Should.Throw<ArgumentNullException>(() => new AudioSource.Raw(null!)).ParamName.ShouldBe("Feed");
        Should.Throw<ArgumentNullException>(() => new AudioSource.Encoded(null!));
        Should.Throw<ArgumentNullException>(() => new VideoSource.File(null!));
        Should.Throw<ArgumentNullException>(() => new VideoSource.Raw(null!));
        Should.Throw<ArgumentNullException>(() => new VideoSource.Encoded(null!));
    }
}
