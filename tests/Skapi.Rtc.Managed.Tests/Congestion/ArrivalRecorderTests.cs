using Skapi.Rtc.Managed.Congestion;
using Skapi.Rtc.Managed.Rtcp;

namespace Skapi.Rtc.Managed.Tests.Congestion;

public class ArrivalRecorderTests
{
    private static readonly TimeSpan Millisecond = TimeSpan.FromMilliseconds(1);
    private readonly ArrivalRecorder _recorder = new();

    [Fact]
    public void Arrivals_are_reported_with_those_that_are_missing_between_them()
    {
        _recorder.Add(65535, 8 * Millisecond);
        _recorder.Add(1, 10 * Millisecond);

        Report(out var first).ShouldBe([32, TransportFeedbackWriter.Missing, 40]);
        first.ShouldBe((ushort)65535);
        _recorder.Due.ShouldBeNull();
    }

    [Fact]
    public void A_packet_that_was_overtaken_is_reported_again_with_those_after_it()
    {
        _recorder.Add(1, Millisecond);
        _recorder.Add(3, Millisecond);
        Report(out _);

        _recorder.Add(2, 3 * Millisecond);

        Report(out var first).ShouldBe([12, 4]);
        first.ShouldBe((ushort)2);
    }

    [Fact]
    public void A_packet_that_comes_twice_is_reported_once()
    {
        _recorder.Add(1, Millisecond);
        Report(out _);

        _recorder.Add(1, 2 * Millisecond);

        _recorder.Due.ShouldBeNull();
    }

    [Fact]
    public void Many_packets_are_reported_sooner_than_few()
    {
        _recorder.Add(1, TimeSpan.Zero);
        Report(out _);

        _recorder.Add(2, 10 * Millisecond);
        _recorder.Due.ShouldBe(100 * Millisecond);
        for (ushort sequence = 3; sequence < 20; sequence++)
            _recorder.Add(sequence, 11 * Millisecond);

        _recorder.Due.ShouldBe(50 * Millisecond);
    }

    [Fact]
    public void Numbers_that_jump_cost_no_memory_and_the_latest_are_reported()
    {
        var random = new Random(1);
        for (var i = 0; i < 10_000; i++)
            _recorder.Add((ushort)random.Next(65536), i * Millisecond);

        var arrivals = new long[100_000];
        _recorder.Peek(arrivals, out _).ShouldBeLessThanOrEqualTo(4096);
    }

    [Theory]
    [InlineData(50, 1024)]
    [InlineData(2000, 34_000)]
    public void Memory_grows_with_the_packets_of_a_second(int packetsPerSecond, int maxBytes)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var recorder = new ArrivalRecorder();
        for (var i = 0; i < 10 * packetsPerSecond; i++)
        {
            recorder.Add((ushort)i, TimeSpan.FromSeconds((double)i / packetsPerSecond));
            if (i % 10 == 9)
                recorder.OnReported(10, TimeSpan.FromSeconds((double)i / packetsPerSecond));
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThanOrEqualTo(maxBytes);
    }

    [Fact]
    public void All_packets_that_wait_for_a_report_are_kept_while_memory_grows()
    {
        for (ushort sequence = 1; sequence <= 4000; sequence += 2)
            _recorder.Add(sequence, sequence * Millisecond);

        var arrivals = new long[5000];
        var count = _recorder.Peek(arrivals, out var first);

        first.ShouldBe((ushort)1);
        arrivals[..count].ShouldBe(Enumerable.Range(1, 3999)
            .Select(static sequence => sequence % 2 == 1 ? sequence * 4 : TransportFeedbackWriter.Missing));
    }

    [Fact]
    public void A_packet_that_was_overtaken_by_many_in_a_moment_is_reported()
    {
        _recorder.Add(1, Millisecond);
        Add(3, 1000, at: 2);
        Add(1001, 1500, at: 3);

        _recorder.Add(2, 4 * Millisecond);

        Report(out var first)[0].ShouldBe(16);
        first.ShouldBe((ushort)2);
    }

    [Fact]
    public void A_packet_from_long_before_the_others_is_not_reported_again()
    {
        for (ushort sequence = 1; sequence <= 200; sequence++)
        {
            _recorder.Add(sequence, sequence * 20 * Millisecond);
            Report(out _);
        }

        Add(201, 700, at: 4001);
        _recorder.Add(100, 4002 * Millisecond);

        _recorder.Due.ShouldBeNull();
    }

    private void Add(ushort first, ushort last, int at)
    {
        for (var sequence = first; sequence <= last; sequence++)
            _recorder.Add(sequence, at * Millisecond);

        _recorder.OnReported(last - first + 1, at * Millisecond);
    }

    private long[] Report(out ushort first)
    {
        var arrivals = new long[TransportFeedbackWriter.MaxPackets];
        var count = _recorder.Peek(arrivals, out first);
        _recorder.OnReported(count, TimeSpan.Zero);
        return arrivals[..count];
    }
}
