namespace Skapi.Rtc.Transport.Tests.Transport;

public sealed class DataChannelOptionsTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(257)]
    [InlineData(65536)]
    public void A_priority_without_a_name_is_refused(int priority) =>
        Should.Throw<ArgumentOutOfRangeException>(() => new DataChannelOptions { Priority = (DataChannelPriority)priority })
            .Message.ShouldContain("Use VeryLow, Low, Medium or High");

    [Fact]
    public void The_priority_is_low_by_default() => new DataChannelOptions().Priority.ShouldBe(DataChannelPriority.Low);
}
