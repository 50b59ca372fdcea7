using Skapi.Rtc.Managed.Rtp.Sending;

namespace Skapi.Rtc.Managed.Tests.Rtp.Sending;

public sealed class SentPacketsTests : IDisposable
{
    private static readonly TimeSpan QuietTime = TimeSpan.FromMilliseconds(30);
    private readonly SentPackets _sent = new();

    [Fact]
    public void The_latest_packets_can_be_sent_again()
    {
        for (var number = 0; number < SentPackets.Capacity + 10; number++)
            _sent.Add((ushort)(65000 + number), [(byte)number, (byte)(number >> 8)]);

        _sent.TryFind(65000, TimeSpan.Zero, QuietTime, out _).ShouldBeFalse();
        _sent.TryFind(unchecked((ushort)(65000 + 10)), TimeSpan.Zero, QuietTime, out var packet).ShouldBeTrue();
        packet.ToArray().ShouldBe([10, 0]);
    }

    [Fact]
    public void A_packet_that_was_just_sent_again_is_not_sent_once_more()
    {
        _sent.Add(1, [1]);
        _sent.TryFind(1, TimeSpan.Zero, QuietTime, out _).ShouldBeTrue();

        _sent.TryFind(1, QuietTime - TimeSpan.FromMilliseconds(1), QuietTime, out _).ShouldBeFalse();
        _sent.TryFind(1, QuietTime, QuietTime, out _).ShouldBeTrue();
    }

    public void Dispose() => _sent.Dispose();
}
