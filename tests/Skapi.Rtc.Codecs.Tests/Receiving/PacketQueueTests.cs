using Skapi.Rtc.Codecs.Receiving;

namespace Skapi.Rtc.Codecs.Tests.Receiving;

public sealed class PacketQueueTests
{
    [Theory]
    [InlineData(2.5, 512)]
    [InlineData(20, 64)]
    [InlineData(120, 11)]
    public void It_is_full_by_the_duration_of_its_packets(double milliseconds, int count)
    {
        var queue = new PacketQueue();
        for (var round = 0; round < 2; round++)
        {
            var added = 0;
            while (queue.TryAdd([1], TimeSpan.FromMilliseconds(added * milliseconds), TimeSpan.FromMilliseconds(milliseconds)))
                added++;

            added.ShouldBe(count);
            queue.IsFull.ShouldBeTrue();
            queue.RemoveFirst(count);
        }
    }
}
