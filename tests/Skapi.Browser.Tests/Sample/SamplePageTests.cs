using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Skapi.Browser.Tests.Sample.SamplePage;

namespace Skapi.Browser.Tests.Sample;

/// <summary>What a user does on the web sample's page.</summary>
public sealed partial class SamplePageTests(SampleRig rig) : IClassFixture<SampleRig>
{
    [Fact]
    public async Task Someone_calls_sees_chats_and_hangs_up()
    {
        var page = await rig.OpenAsync();

        await Button(page, "Call the .NET peer").First.ClickAsync();
        await ShowsBarsAsync(page);
        await page.WaitForFunctionAsync(PlaysTone);
        await AskAsync(page, "What do you see?");
        await page.GetByRole(AriaRole.Log).GetByText(Decoded()).WaitForAsync();
        await Button(page, "Hang up").ClickAsync();

        await page.GetByText("You hung up.").First.WaitForAsync();
        (await page.Locator("#log [data-type=connectionstatechange]").CountAsync()).ShouldBePositive();
    }

    [Fact]
    public async Task Someone_lets_the_peer_call_and_accepts()
    {
        var page = await rig.OpenAsync();

        await Button(page, "Let it call me").ClickAsync();
        await Button(page, "Accept").ClickAsync();
        await ShowsBarsAsync(page);
        await AskAsync(page, "bye");

        await page.GetByText("The other side hung up.").First.WaitForAsync();
    }

    [Fact]
    public async Task Someone_rejects_and_is_called_again()
    {
        var page = await rig.OpenAsync();

        await Button(page, "Let it call me").ClickAsync();
        await Button(page, "Reject").ClickAsync();
        await page.GetByText("You rejected the call.").First.WaitForAsync();
        await Button(page, "Let it call me").ClickAsync();
        await Button(page, "Accept").ClickAsync();

        await ShowsBarsAsync(page);
    }

    [Fact]
    public async Task Two_guests_see_and_call_each_other()
    {
        var first = await rig.OpenAsync();
        var second = await rig.OpenAsync();

        await (await CallButtonAsync(first, second)).ClickAsync();
        await Button(second, "Accept").ClickAsync();

        await IsConnectedAsync(first);
        await IsConnectedAsync(second);
    }

    [GeneratedRegex("So far I received [1-9][0-9]* pictures of 640 × 480 and")]
    private static partial Regex Decoded();
}
