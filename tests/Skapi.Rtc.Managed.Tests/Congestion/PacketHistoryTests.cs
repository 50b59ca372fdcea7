using System.Runtime.CompilerServices;
using Skapi.Rtc.Managed.Congestion;

namespace Skapi.Rtc.Managed.Tests.Congestion;

public class PacketHistoryTests
{
    private readonly PacketHistory _history = new();

    [Fact]
    public void Without_packets_it_needs_hardly_any_memory()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var history = new PacketHistory();

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(100);
        IsKnown(history, 0).ShouldBeFalse();
    }

    [Fact]
    public void Packets_of_the_last_seconds_are_found_while_it_grows()
    {
        for (var i = 0; i < 1000; i++)
            _history.Add(new SentPacket { Size = i, SentAt = TimeSpan.FromMilliseconds(i) });

        for (ushort sequence = 0; sequence < 1000; sequence++)
            _history.Find(sequence).Size.ShouldBe(sequence);
    }

    [Fact]
    public void Packets_that_are_older_are_forgotten()
    {
        for (var i = 0; i < 1000; i++)
            _history.Add(new SentPacket { SentAt = TimeSpan.FromMilliseconds(20 * i) });

        IsKnown(_history, 0).ShouldBeFalse();
        IsKnown(_history, 999).ShouldBeTrue();
    }

    private static bool IsKnown(PacketHistory history, ushort sequence) => !Unsafe.IsNullRef(ref history.Find(sequence));
}
