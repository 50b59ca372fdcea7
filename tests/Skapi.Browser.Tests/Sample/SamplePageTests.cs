using Microsoft.Playwright;

namespace Skapi.Browser.Tests.Sample;

/// <summary>What someone does who opens the web sample's page.</summary>
public sealed class SamplePageTests(SampleRig rig) : IClassFixture<SampleRig>
{
    // Whether the middle of the picture's first bars is white, yellow and cyan.
    private const string ShowsBars = """
        () => {
          const video = document.getElementById('remote-video');
          if (!video.videoWidth) return false;
          const context = new OffscreenCanvas(video.videoWidth, video.videoHeight).getContext('2d');
          context.drawImage(video, 0, 0);
          const bar = index => [...context.getImageData(video.videoWidth * (index + 0.5) / 7, video.videoHeight / 3, 1, 1).data]
            .slice(0, 3).map(part => part > 110 ? 1 : 0).join('');
          return bar(0) === '111' && bar(1) === '110' && bar(2) === '011';
        }
        """;

    [Fact]
    public async Task Someone_calls_sees_chats_and_hangs_up()
    {
        var page = await rig.OpenAsync();

        await Button(page, "Call the .NET peer").First.ClickAsync();
        await page.WaitForFunctionAsync(ShowsBars);
        var chat = page.GetByRole(AriaRole.Textbox, new() { Name = "Message" });
        await chat.FillAsync("What do you see?");
        await chat.PressAsync("Enter");
        await page.GetByRole(AriaRole.Log).GetByText("So far I received").WaitForAsync();
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
        await page.WaitForFunctionAsync(ShowsBars);
        var chat = page.GetByRole(AriaRole.Textbox, new() { Name = "Message" });
        await chat.FillAsync("bye");
        await chat.PressAsync("Enter");

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

        await page.WaitForFunctionAsync(ShowsBars);
    }

    [Fact]
    public async Task Two_guests_see_and_call_each_other()
    {
        var first = await rig.OpenAsync();
        var second = await rig.OpenAsync();
        var own = await second.Locator(".person", new() { HasText = "you" }).GetAttributeAsync("data-cid");

        await first.Locator($".person[data-cid='{own}'] button").ClickAsync();
        await Button(second, "Accept").ClickAsync();

        await first.Locator("#stage[data-phase=connected]").WaitForAsync();
        await second.Locator("#stage[data-phase=connected]").WaitForAsync();
    }

    private static ILocator Button(IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });
}
