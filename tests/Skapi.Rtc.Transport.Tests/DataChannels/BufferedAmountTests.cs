using Skapi.Rtc.DataChannels;

namespace Skapi.Rtc.Transport.Tests.DataChannels;

public sealed class BufferedAmountTests
{
    [Fact]
    public void The_event_is_due_once_when_the_amount_falls_to_the_threshold()
    {
        var buffered = new BufferedAmount { LowThreshold = 10 };
        buffered.Add(30);

        buffered.Remove(10).ShouldBeFalse();
        buffered.Remove(10).ShouldBeTrue();
        buffered.Remove(10).ShouldBeFalse();
        buffered.Value.ShouldBe(0u);
    }

    [Fact]
    public void More_than_was_queued_cannot_be_sent()
    {
        var buffered = new BufferedAmount();
        buffered.Add(1);

        buffered.Remove(5).ShouldBeTrue();
        buffered.Value.ShouldBe(0u);
    }
}
