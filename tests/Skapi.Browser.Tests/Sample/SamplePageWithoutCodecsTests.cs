using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Skapi.Browser.Tests.Sample.SamplePage;

namespace Skapi.Browser.Tests.Sample;

/// <summary>The web sample without GStreamer's codecs.</summary>
public sealed partial class SamplePageWithoutCodecsTests(SampleRigWithoutCodecs rig) : IClassFixture<SampleRigWithoutCodecs>
{
    [Fact]
    public async Task Someone_calls_sees_hears_and_chats()
    {
        var page = await rig.OpenAsync();

        await Button(page, "Call the .NET peer").First.ClickAsync();
        await ShowsBarsAsync(page);
        await page.WaitForFunctionAsync(PlaysTone);
        await AskAsync(page, "What do you see?");

        await page.GetByRole(AriaRole.Log).GetByText(Encoded()).WaitForAsync();
    }

    [Fact]
    public async Task The_program_says_what_it_does_without_them_and_what_to_install()
    {
        await rig.OpenAsync();

        var text = string.Join('\n', rig.Output.Items);

        text.ShouldContain("Without GStreamer's codecs: the peer sends a test pattern that was encoded ahead of time");
        text.ShouldContain("apt-get install");
    }

    [GeneratedRegex("So far I received [1-9][0-9]* encoded pictures and [0-9.]+ seconds of sound")]
    private static partial Regex Encoded();
}
