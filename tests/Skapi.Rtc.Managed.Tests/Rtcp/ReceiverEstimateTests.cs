using Skapi.Rtc.Managed.Rtcp;
using Skapi.Rtc.Managed.Wire;

namespace Skapi.Rtc.Managed.Tests.Rtcp;

public class ReceiverEstimateTests
{
    [Theory]
    [InlineData("52454D42 01 0DE848 00000001", 1_000_000)]
    [InlineData("52454D42 00 000000", 0)]
    [InlineData("52454D42 02 03FFFF 00000001 00000002", 262_143)]
    [InlineData("52454D42 01 FFFFFF 00000001", 2.4178424e24)]
    public void A_rate_is_read(string hex, double bitsPerSecond)
    {
        ReceiverEstimate.TryRead(Reader(hex), out var read).ShouldBeTrue();

        read.ShouldBe(bitsPerSecond, (bitsPerSecond / 1e6) + 0.5);
    }

    [Theory]
    [InlineData("")]
    [InlineData("52454D42")]
    [InlineData("52454D42 010DE8")]
    [InlineData("52454D43 01 0DE848 00000001")]
    public void Other_messages_are_not_read(string hex) => ReceiverEstimate.TryRead(Reader(hex), out _).ShouldBeFalse();

    private static WireReader Reader(string hex) => new(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)));
}
