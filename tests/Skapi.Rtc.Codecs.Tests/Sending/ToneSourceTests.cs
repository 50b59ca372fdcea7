using Microsoft.Extensions.Time.Testing;
using Skapi.Rtc.Codecs.Sending;
using Skapi.Rtc.Media;

namespace Skapi.Rtc.Codecs.Tests.Sending;

public sealed class ToneSourceTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly List<TimeSpan> _times = [];
    private readonly List<short> _samples = [];
    private readonly ToneSource _tone;

    public ToneSourceTests()
    {
        _tone = new ToneSource(440, _time);
        _tone.Start(OnSound);
    }

    [Fact]
    public void The_tone_follows_the_clock()
    {
        for (var i = 0; i < 50; i++)
            _time.Advance(TimeSpan.FromMilliseconds(20));

        _times.ShouldBe(Enumerable.Range(0, 50).Select(static i => TimeSpan.FromMilliseconds(20 * i)));
        Sine.PitchOf(_samples.ToArray(), 48000).ShouldBe(440, 1);
    }

    [Fact]
    public void A_tone_that_fell_far_behind_goes_on_where_it_is()
    {
        _time.AutoAdvanceAmount = TimeSpan.Zero;
        _time.Advance(TimeSpan.FromMilliseconds(20));
        _time.SetUtcNow(_time.GetUtcNow() + TimeSpan.FromSeconds(60));

        _times.Count.ShouldBeLessThanOrEqualTo(11);
        _times.ShouldBeInOrder();
        _times[^1].ShouldBe(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public void Nothing_comes_after_it_is_disposed()
    {
        _time.Advance(TimeSpan.FromMilliseconds(20));

        _tone.Dispose();
        _time.Advance(TimeSpan.FromSeconds(1));

        _times.Count.ShouldBe(1);
    }

    public void Dispose() => _tone.Dispose();

    private void OnSound(AudioFrame sound)
    {
        _times.Add(sound.Timestamp);
        _samples.AddRange(sound.Samples);
    }
}
