namespace Skapi.Rtc.Managed.Tests.Congestion;

/// <summary>
/// What congestion control is for, on lines of 500 kbit/s to 20 Mbit/s with short and long queues: the line is used, packets hardly wait,
/// a line that shrinks is found out soon, and a bulk transfer leaves room for sound and pictures.
/// </summary>
public sealed class CongestionTests
{
    private const double MinUsed = 0.8;
    private static readonly TimeSpan MaxWait = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan Start = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Steady = TimeSpan.FromSeconds(20);

    public static TheoryData<int, double, int, int> Lines { get; } = SimulatedLines.Create([60, 300, 1000]);

    [Theory]
    [MemberData(nameof(Lines))]
    public void Pictures_use_the_line_and_hardly_wait(int seed, double megabits, int queue, int delay)
    {
        using var call = Create(seed, megabits, queue, delay);
        call.Run(Start);

        var (used, longest, _) = call.Run(Steady);

        used.ShouldBeGreaterThanOrEqualTo(MinUsed);
        longest.ShouldBeLessThan(MaxWait);
    }

    [Theory]
    [MemberData(nameof(Lines))]
    public void A_line_that_shrinks_to_a_quarter_is_found_out_within_five_seconds(int seed, double megabits, int queue, int delay)
    {
        // Four times as fast at first, so that the rest is one of the lines. Its queue keeps its bytes, and waits four times as long.
        using var call = Create(seed, megabits * 4, queue / 4, delay);
        call.Run(Start);
        call.Line.BitsPerSecond /= 4;
        call.Run(Recovery);

        var (used, longest, _) = call.Run(Steady);

        used.ShouldBeGreaterThanOrEqualTo(MinUsed);
        longest.ShouldBeLessThan(MaxWait);
    }

    [Theory]
    [MemberData(nameof(Lines))]
    public void Sound_is_alive_during_a_bulk_transfer(int seed, double megabits, int queue, int delay)
    {
        using var call = Create(seed, megabits, queue, delay);
        call.SendsPictures = false;

        SoundIsAliveDuringABulkTransfer(call);
    }

    // Sound alone is reported less often.
    [Theory]
    [MemberData(nameof(Lines))]
    public void Sound_of_a_call_without_pictures_is_alive_during_a_bulk_transfer(int seed, double megabits, int queue, int delay)
    {
        using var call = new CallOverLine(
            seed, megabits * 1e6, TimeSpan.FromMilliseconds(queue), TimeSpan.FromMilliseconds(delay), hasPictures: false);

        SoundIsAliveDuringABulkTransfer(call);
    }

    [Theory]
    [MemberData(nameof(Lines))]
    public void Pictures_and_data_share_the_line(int seed, double megabits, int queue, int delay)
    {
        using var call = Create(seed, megabits, queue, delay);
        call.SendsData = true;
        call.Run(Start);
        var (data, pictures) = (call.DataArrived, call.Pictures.Bytes);

        var (used, longest, _) = call.Run(Steady);

        used.ShouldBeGreaterThanOrEqualTo(MinUsed);
        longest.ShouldBeLessThan(MaxWait);
        ((double)(call.DataArrived - data) / (call.Pictures.Bytes - pictures)).ShouldBeInRange(0.25, 4);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Sound_is_encoded_with_less_on_a_thin_line_only(int seed)
    {
        using var call = Create(seed, 0.5, 300, 20);
        call.Run(Start);
        call.SoundTarget!.Value.ShouldBeGreaterThan(60_000);

        call.Line.BitsPerSecond = 100_000;
        call.Run(Recovery);
        var (sent, arrived) = (call.SoundSent, call.SoundArrived);
        call.Run(Steady);

        call.SoundTarget!.Value.ShouldBeInRange(16_000, 31_000);
        (call.SoundArrived - arrived).ShouldBeGreaterThanOrEqualTo((call.SoundSent - sent) * 95 / 100);
    }

    // Sound alone is reported less often, and the line carries hardly more than the minimum rate: what has queued up drains slowly.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Sound_alone_is_sent_with_less_on_a_line_that_becomes_too_thin_for_it(int seed)
    {
        using var call = new CallOverLine(
            seed, 500_000, TimeSpan.FromSeconds(2), TimeSpan.FromMilliseconds(20), hasPictures: false);
        call.Run(Start);
        call.SoundTarget!.Value.ShouldBeGreaterThan(60_000);

        call.Line.BitsPerSecond = 54_000;
        call.Run(Recovery);
        var (sent, arrived) = (call.SoundSent, call.SoundArrived);
        var (_, longest, _) = call.Run(Steady);

        longest.ShouldBeLessThan(TimeSpan.FromMilliseconds(500));
        (call.SoundArrived - arrived).ShouldBeGreaterThanOrEqualTo((call.SoundSent - sent) * 95 / 100);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void An_encoder_that_sends_too_much_loses_whole_pictures_and_goes_on_with_key_frames(int seed)
    {
        using var call = Create(seed, 1, 1000, 20);
        call.FixedRate = 4_000_000;
        call.Run(Start);
        var (sent, arrived) = (call.SoundSent, call.SoundArrived);
        var frames = call.FramesArrived;

        var (_, longest, _) = call.Run(Steady);

        call.FramesArrived.ShouldBeGreaterThan(frames + 20);
        longest.ShouldBeLessThan(MaxWait);
        (call.SoundArrived - arrived).ShouldBeGreaterThanOrEqualTo(sent * 2 * 95 / 100);
    }

    [Fact]
    public void Data_without_media_are_not_limited()
    {
        using var call = Create(1, 20, 300, 50);
        call.Run(Start);
        call.SendsPictures = false;

        call.LimitsData.ShouldBeTrue();
        call.SendsSound = false;
        call.Run(TimeSpan.FromSeconds(2));

        call.LimitsData.ShouldBeFalse();
    }

    [Fact]
    public void Without_reports_nothing_waits()
    {
        using var call = new CallOverLine(1, 1e6, TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(20), hasFeedback: false)
        {
            FixedRate = 900_000,
        };

        call.Run(Steady);

        call.Bitrate.ShouldBeNull();
        call.FramesArrived.ShouldBeGreaterThan(590);
    }

    [Fact]
    public void Probes_find_a_fast_line_although_the_app_sends_little()
    {
        using var call = Create(1, 20, 300, 20);
        call.MaxRate = 500_000;

        call.Run(Steady);

        call.Bitrate!.Value.ShouldBeGreaterThan(2_000_000);
    }

    private static void SoundIsAliveDuringABulkTransfer(CallOverLine call)
    {
        call.SendsData = true;
        call.Run(Start);
        var (sent, arrived) = (call.SoundSent, call.SoundArrived);

        var (used, longest, _) = call.Run(Steady);

        used.ShouldBeGreaterThanOrEqualTo(MinUsed);
        longest.ShouldBeLessThan(MaxWait);
        ((double)(call.SoundArrived - arrived) / (call.SoundSent - sent)).ShouldBeGreaterThan(0.95);
    }

    private static CallOverLine Create(int seed, double megabits, int queue, int delay) =>
        new(seed, megabits * 1e6, TimeSpan.FromMilliseconds(queue), TimeSpan.FromMilliseconds(delay));
}
