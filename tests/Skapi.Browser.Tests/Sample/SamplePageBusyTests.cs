using static Skapi.Browser.Tests.Sample.SamplePage;

namespace Skapi.Browser.Tests.Sample;

/// <summary>Somebody calls a page that is in a call.</summary>
public sealed class SamplePageBusyTests(SampleRig rig) : IClassFixture<SampleRig>
{
    [Fact]
    public async Task The_caller_reads_that_the_other_side_is_busy_and_the_call_goes_on()
    {
        var (first, second, third) = (await rig.OpenAsync(), await rig.OpenAsync(), await rig.OpenAsync());
        await ConnectAsync(first, second);

        await (await CallButtonAsync(third, second)).ClickAsync();

        await SaysAsync(third, "The other side is busy with another call.");
        await IsConnectedAsync(second);
    }
}
