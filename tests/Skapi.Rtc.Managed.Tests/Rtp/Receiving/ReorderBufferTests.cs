using Skapi.Rtc.Managed.Rtp;
using Skapi.Rtc.Managed.Rtp.Receiving;

namespace Skapi.Rtc.Managed.Tests.Rtp.Receiving;

public sealed class ReorderBufferTests : IDisposable
{
    private static readonly TimeSpan MaxWait = TimeSpan.FromMilliseconds(60);
    private static readonly TimeSpan MaxStartWait = TimeSpan.FromMilliseconds(20);
    private readonly ReorderBuffer _buffer = new(new BufferBudget(10_000)) { MaxWait = MaxWait, MaxStartWait = MaxStartWait };
    private TimeSpan _now;

    [Fact]
    public void Packets_leave_in_the_order_of_their_numbers_and_repeated_ones_once()
    {
        Add(10, 12, 12, 11, 10, 13);

        Take().ShouldBe([-10, 11, 12, 13]);
    }

    [Fact]
    public void A_missing_packet_holds_the_others_back_for_a_limited_time()
    {
        Add(10, 12, 13);
        Take().ShouldBe([-10]);
        _buffer.NextTimeout.ShouldBe(MaxWait);

        _now = MaxWait;
        Take().ShouldBe([-12, 13]);
        _buffer.NextTimeout.ShouldBeNull();

        // It comes too late.
        Add(11);
        Take().ShouldBeEmpty();
    }

    [Fact]
    public void Each_missing_packet_is_waited_for_on_its_own()
    {
        Add(1, 3);
        Take().ShouldBe([-1]);
        _now = MaxWait / 2;
        Add(5);
        _now = MaxWait;

        Take().ShouldBe([-3]);
        _now = (1.5 * MaxWait) - TimeSpan.FromMilliseconds(1);
        Take().ShouldBeEmpty();
        _now = 1.5 * MaxWait;
        Take().ShouldBe([-5]);
    }

    [Fact]
    public void The_waiting_times_of_packets_that_are_missing_together_do_not_add_up()
    {
        Add(1, 3, 5, 7);
        Take().ShouldBe([-1]);

        _now = MaxWait;

        Take().ShouldBe([-3, -5, -7]);
    }

    [Fact]
    public void A_far_jump_begins_anew()
    {
        Add(10, 12);
        Take().ShouldBe([-10]);

        Add(100_000);

        Take().ShouldBe([-100_000]);
    }

    [Fact]
    public void More_bytes_than_the_budget_do_not_wait()
    {
        Add(1);
        Take().ShouldBe([-1]);
        for (var index = 3u; index < 2000; index++)
            Add(index);

        _now = MaxWait;

        Take().Count.ShouldBeInRange(10, 10_000 / 64);
        Add(5000);
        Take().ShouldNotBeEmpty();
    }

    [Fact]
    public void The_first_packets_may_have_overtaken_each_other()
    {
        Add(12, canBegin: false);
        Add(11, canBegin: false);
        Take().ShouldBeEmpty();

        Add(10, canBegin: true);

        Take().ShouldBe([-10, 11, 12]);
    }

    [Fact]
    public void A_beginning_that_does_not_come_is_waited_for_a_limited_time()
    {
        Add(2, canBegin: false);
        _buffer.NextTimeout.ShouldBe(MaxStartWait);

        _now = MaxStartWait;

        Take().ShouldBe([-2]);
        Add(1, canBegin: true);
        Take().ShouldBeEmpty();
    }

    [Fact]
    public void A_first_packet_that_found_no_room_is_waited_for_as_long_as_the_timer_says()
    {
        _buffer.Add(1, new RtpHeader { Sequence = 1 }, new byte[20_000], canBegin: true, _now).ShouldBeFalse();
        Add(2);
        Take().ShouldBeEmpty();

        _now = _buffer.NextTimeout.ShouldNotBeNull();

        Take().ShouldBe([-2]);
    }

    [Fact]
    public void Packets_that_nobody_requests_are_not_waited_for()
    {
        Add(1, 3, 500);
        Take().ShouldBe([-1]);

        _buffer.Abandon(500);

        Take().ShouldBe([-3, -500]);
    }

    public void Dispose() => _buffer.Dispose();

    private void Add(uint index, bool canBegin) =>
        _buffer.Add(index, new RtpHeader { Sequence = (ushort)index }, [1, 2, 3], canBegin, _now);

    private void Add(params uint[] indexes)
    {
        foreach (var index in indexes)
            Add(index, canBegin: true);
    }

    // A number with a minus comes after a gap, or first.
    private List<int> Take()
    {
        var taken = new List<int>();
        while (_buffer.TryTake(_now, out var packet, out var isAfterGap))
        {
            taken.Add(isAfterGap ? -(int)packet.Index : (int)packet.Index);
            packet.Return();
        }

        return taken;
    }
}
