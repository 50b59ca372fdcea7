using Skapi.Rtc.Codecs.Receiving;

namespace Skapi.Rtc.Codecs.Tests.Receiving;

public sealed class JitterBufferTests
{
    private static readonly TimeSpan Frame = PlayoutRun.Frame;

    private readonly JitterBuffer _buffer = new();
    private TimeSpan _now;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void At_5_percent_loss_and_30_ms_of_jitter_no_gap_is_longer_than_60_ms(bool keepsOrder)
    {
        for (var seed = 0; seed < 100; seed++)
        {
            var run = Play(1500, new SimulatedPath(seed) { Loss = 0.05, Jitter = Milliseconds(30), KeepsOrder = keepsOrder });

            run.LongestGap.ShouldBeLessThanOrEqualTo(Milliseconds(60), $"seed {seed}");
            run.Delays.Max().ShouldBeLessThan(Milliseconds(100), $"seed {seed}");
            run.Played.ShouldBe(Frame * 1500, Milliseconds(200), $"seed {seed}");
        }
    }

    [Fact]
    public void The_goal_is_met_behind_a_transport_that_waits_40_ms_for_missing_packets()
    {
        for (var seed = 0; seed < 100; seed++)
        {
            var path = new SimulatedPath(seed) { Loss = 0.05, Jitter = Milliseconds(30), HoldBack = Milliseconds(40) };

            var run = Play(1500, path);

            // The copy of the last of four lost packets comes too late, and there is none of the others.
            run.LongestGap.ShouldBeLessThanOrEqualTo(Frame * Math.Max(3, path.LongestLoss), $"seed {seed}");
            run.Delays.Max().ShouldBeLessThan(Milliseconds(160), $"seed {seed}");
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(30)]
    [InlineData(40)]
    public void Without_loss_everything_is_played_in_order_and_nothing_is_made_up(int jitter)
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var run = Play(1000, new SimulatedPath(seed) { Jitter = Milliseconds(jitter) });

            run.Decoded.SequenceEqual(Enumerable.Range(0, run.Decoded.Count)).ShouldBeTrue($"seed {seed}");
            run.Decoded.Count.ShouldBeGreaterThan(990);
            run.Steps.Keys.ShouldBeSubsetOf([PlayoutKind.Decode, PlayoutKind.Merge]);
        }
    }

    [Fact]
    public void The_delay_grows_and_shrinks_with_the_jitter()
    {
        var run = new PlayoutRun();
        var calm = DelayAfter(run, jitter: 5, first: 0, count: 3000);
        var rough = DelayAfter(run, jitter: 150, first: 3000, count: 1500);
        var calmAgain = DelayAfter(run, jitter: 5, first: 4500, count: 6000);

        calm.ShouldBeLessThan(Milliseconds(60));
        rough.ShouldBeGreaterThan(Milliseconds(110));
        calmAgain.ShouldBeLessThan(Milliseconds(80));
    }

    [Theory]
    [InlineData(150)]
    [InlineData(300)]
    [InlineData(1000)]
    public void A_path_that_becomes_slower_costs_little_more_than_the_pause(int change)
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var run = new PlayoutRun();
            run.Play(new SimulatedPath(seed) { Jitter = Milliseconds(30) }, 1500);
            run.Play(new SimulatedPath(seed) { Jitter = Milliseconds(30), Extra = Milliseconds(change) }, 1500, offset: 1500);

            // The pause is concealed for 200 ms at most. The delay is counted from the fastest packets, so it does not grow.
            var concealed = run.Steps.GetValueOrDefault(PlayoutKind.Conceal);
            concealed.ShouldBeLessThanOrEqualTo((Math.Min(change, 200) / 20) + 4, $"seed {seed}");
            run.Buffer.Delay.ShouldBeLessThan(Milliseconds(100), $"seed {seed}");
        }
    }

    [Fact]
    public void A_path_that_becomes_faster_shortens_the_delay_within_ten_seconds()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var run = new PlayoutRun();
            run.Play(new SimulatedPath(seed) { Jitter = Milliseconds(30), Extra = Milliseconds(150) }, 1500);
            run.Play(new SimulatedPath(seed) { Jitter = Milliseconds(30) }, 500, offset: 1500);

            run.Buffer.Delay.ShouldBeLessThan(Milliseconds(100), $"seed {seed}");
        }
    }

    [Fact]
    public void Sound_catches_up_after_an_outage_whose_packets_arrive_all_at_once()
    {
        PlayEvenly(0, 500);

        // A second of packets arrives with the last of them.
        for (var i = 0; i < 50; i++)
        {
            _now += Frame;
            while (_buffer.TryTake(_now, out _))
            {
                // Concealed sound, and then nothing.
            }
        }

        for (var number = 500; number < 550; number++)
            AddPacket(number);

        _buffer.Delay.ShouldBeGreaterThan(Milliseconds(900));
        PlayEvenly(550, 550 + 150);

        _buffer.Delay.ShouldBeLessThan(DelayEstimator.MaxTarget + Milliseconds(120));
    }

    [Theory]
    [InlineData(-3000)]
    [InlineData(800)]
    public void A_stray_packet_is_dropped(int milliseconds)
    {
        PlayEvenly(0, 100);
        _buffer.Add([1], (Frame * 99) + Milliseconds(milliseconds), Frame, _now).ShouldBeFalse();

        PlayEvenly(100, 200).ShouldBe(100);
    }

    [Fact]
    public void A_lost_packet_is_recovered_from_the_one_after_it()
    {
        Add(0, 1, 3);

        Steps(4).ShouldBe([PlayoutKind.Decode, PlayoutKind.Decode, PlayoutKind.Recover, PlayoutKind.Decode]);
    }

    [Fact]
    public void Of_several_lost_packets_the_last_is_recovered()
    {
        Add(0, 3);

        Steps(4).ShouldBe([PlayoutKind.Decode, PlayoutKind.Conceal, PlayoutKind.Recover, PlayoutKind.Decode]);
    }

    [Fact]
    public void A_packet_that_comes_too_late_or_twice_is_dropped()
    {
        Add(0, 2, 3);
        Steps(3);

        AddPacket(1).ShouldBeFalse();
        AddPacket(3).ShouldBeFalse();
        AddPacket(4).ShouldBeTrue();
        _buffer.Late.ShouldBe(1);
    }

    [Fact]
    public void Without_packets_nothing_is_played_after_200_ms_until_one_arrives()
    {
        Add(0);

        Steps(20).Count.ShouldBe(11);
        _buffer.NextStep.ShouldBeNull();

        // The packet is as late as the pause was long.
        _now = Frame * 50;
        AddPacket(50).ShouldBeTrue();
        Steps(1).ShouldBe([PlayoutKind.Decode]);
    }

    [Theory]
    [InlineData(300)]
    [InlineData(1500)]
    [InlineData(5000)]
    [InlineData(-300)]
    [InlineData(-5000)]
    public void A_path_that_becomes_slower_or_faster_interrupts_the_sound_for_less_than_its_change(int change)
    {
        PlayEvenly(0, 500);

        _now += Milliseconds(Math.Max(change, 0));
        var decoded = PlayEvenly(500, 600, timestampOffset: Milliseconds(Math.Min(change, 0)).Duration());

        // At most 300 ms are missing after the first packet that came the other way.
        decoded.ShouldBeGreaterThan(85);
    }

    [Theory]
    [InlineData(3600)]
    [InlineData(-3600)]
    [InlineData(1)]
    [InlineData(-1)]
    public void Time_stamps_that_jump_begin_a_new_stretch(int seconds)
    {
        PlayEvenly(0, 100);

        PlayEvenly(100, 200, TimeSpan.FromSeconds(seconds)).ShouldBeGreaterThan(80);
    }

    [Fact]
    public void Whatever_arrives_the_buffer_is_bounded_and_time_goes_on()
    {
        var random = new Random(1);
        var last = TimeSpan.MinValue;
        for (var i = 0; i < 200_000; i++)
        {
            _now += Milliseconds(random.Next(5));
            var timestamp = random.Next(4) switch
            {
                0 => TimeSpan.FromSeconds((random.NextDouble() - 0.5) * 1e11),
                1 => _now + Milliseconds(random.Next(-3000, 3000)),
                _ => _now + Milliseconds(random.Next(-50, 50)),
            };
            _buffer.Add(new byte[random.Next(100)], timestamp, Milliseconds(random.Next(1, 49) * 2.5), _now);
            _buffer.Count.ShouldBeLessThanOrEqualTo(PacketQueue.Capacity);
            for (var steps = 0; _buffer.TryTake(_now, out var step); steps++)
            {
                steps.ShouldBeLessThan(100);
                step.Duration.ShouldBeInRange(Milliseconds(2.5), Milliseconds(200));
                step.Time.ShouldBeGreaterThan(last);
                last = step.Time;
            }
        }
    }

    [Fact]
    public void Packets_in_the_steady_state_allocate_nothing()
    {
        PlayEvenly(0, 200);
        var before = GC.GetAllocatedBytesForCurrentThread();

        PlayEvenly(200, 700);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    private static TimeSpan Milliseconds(double milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    private static PlayoutRun Play(int count, SimulatedPath path)
    {
        var run = new PlayoutRun();
        run.Play(path, count);
        return run;
    }

    private static TimeSpan DelayAfter(PlayoutRun run, int jitter, int first, int count)
    {
        run.Play(new SimulatedPath(first) { Jitter = Milliseconds(jitter) }, count, first);
        return run.Buffer.Delay;
    }

    private void Add(params int[] numbers)
    {
        foreach (var number in numbers)
            AddPacket(number).ShouldBeTrue();
    }

    private bool AddPacket(int number) => _buffer.Add([1], Frame * number, Frame, _now);

    // Takes steps until as many were played, or nothing more is due within a second.
    private List<PlayoutKind> Steps(int count)
    {
        var kinds = new List<PlayoutKind>();
        for (var i = 0; i < 1000 && kinds.Count < count; i++)
        {
            if (_buffer.TryTake(_now, out var step))
                kinds.Add(step.Kind);
            else
                _now += Milliseconds(1);
        }

        return kinds;
    }

    // Packets that arrive as evenly as they were sent, each followed by what is due then. Returns how many were decoded.
    private int PlayEvenly(int first, int end, TimeSpan timestampOffset = default)
    {
        var decoded = 0;
        for (var number = first; number < end; number++)
        {
            _now += Frame;
            _buffer.Add([1], (Frame * number) + timestampOffset, Frame, _now);
            while (_buffer.TryTake(_now, out var step))
                decoded += step.Kind is PlayoutKind.Decode ? 1 : step.Kind is PlayoutKind.Merge ? 2 : 0;
        }

        return decoded;
    }
}
