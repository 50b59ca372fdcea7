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

        _sent.TryFind(65000, TimeSpan.Zero, QuietTime, out _, out _).ShouldBeFalse();
        _sent.TryFind(unchecked((ushort)(65000 + 10)), TimeSpan.Zero, QuietTime, out var packet, out _).ShouldBeTrue();
        packet.ToArray().ShouldBe([10, 0]);
    }

    [Fact]
    public void A_packet_that_was_just_sent_again_is_not_sent_once_more()
    {
        _sent.Add(1, [1]);
        _sent.TryFind(1, TimeSpan.Zero, QuietTime, out _, out _).ShouldBeTrue();

        _sent.TryFind(1, QuietTime - TimeSpan.FromMilliseconds(1), QuietTime, out _, out _).ShouldBeFalse();
        _sent.TryFind(1, QuietTime, QuietTime, out _, out _).ShouldBeTrue();
    }

    [Fact]
    public void A_packet_keeps_the_type_with_which_it_is_sent_again()
    {
        _sent.Add(1, [1], retransmissionType: 97);
        _sent.Add(2, [2], retransmissionType: 103);

        _sent.TryFind(1, TimeSpan.Zero, QuietTime, out _, out var type).ShouldBeTrue();

        type.ShouldBe((byte)97);
    }

    public void Dispose() => _sent.Dispose();
}
