using Microsoft.Playwright;

namespace Skapi.Browser.Tests.Sample;

/// <summary>The elements of the web sample's page.</summary>
internal static class SamplePage
{
    /// <summary>Whether half a second of the sound that arrives has a pitch of about 440 Hz.</summary>
    public const string PlaysTone = """
        async () => {
          const [track] = document.getElementById('remote-video').srcObject?.getAudioTracks() ?? [];
          if (!track) return false;
          const recorder = new MediaRecorder(new MediaStream([track]));
          const data = new Promise(resolve => recorder.addEventListener('dataavailable', event => resolve(event.data)));
          recorder.start();
          await new Promise(resolve => setTimeout(resolve, 500));
          recorder.stop();
          const sound = await new OfflineAudioContext(1, 1, 48000).decodeAudioData(await (await data).arrayBuffer()).catch(() => null);
          const samples = sound?.getChannelData(0).filter(sample => Math.abs(sample) > 0.01) ?? [];
          let rises = 0;
          for (let i = 1; i < samples.length; i++) if (samples[i - 1] < 0 && samples[i] > 0) rises++;
          return samples.length > 4800 && Math.abs(rises / (sound.length / sound.sampleRate) - 440) < 15;
        }
        """;

    /// <summary>Whether the middle of the picture's first bars is white, yellow and cyan.</summary>
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

    public static ILocator Button(IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    /// <summary>The button of one page that calls another page.</summary>
    public static async Task<ILocator> CallButtonAsync(IPage caller, IPage callee)
    {
        var cid = await callee.Locator(".person:has(.tag:text-is('you'))").GetAttributeAsync("data-cid");
        return caller.Locator($".person[data-cid='{cid}'] button");
    }

    /// <summary>Completes when the page shows the test picture. A failure tells what the page's log has.</summary>
    public static async Task ShowsBarsAsync(IPage page)
    {
        try
        {
            await page.WaitForFunctionAsync(ShowsBars);
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"{e.Message} The page's log: {await page.Locator("#log").InnerTextAsync()}", e);
        }
    }

    /// <summary>Writes a message to the other side.</summary>
    public static async Task AskAsync(IPage page, string text)
    {
        var chat = page.GetByRole(AriaRole.Textbox, new() { Name = "Message" });
        await chat.FillAsync(text);
        await chat.PressAsync("Enter");
    }

    /// <summary>Connects a call between two pages.</summary>
    public static async Task ConnectAsync(IPage caller, IPage callee)
    {
        await (await CallButtonAsync(caller, callee)).ClickAsync();
        await Button(callee, "Accept").ClickAsync();
        await IsConnectedAsync(caller);
        await IsConnectedAsync(callee);
    }

    /// <summary>Completes when the page shows a connected call.</summary>
    public static Task IsConnectedAsync(IPage page) => page.Locator("#stage[data-phase=connected]").WaitForAsync();

    /// <summary>Completes when the page shows a message in place of the video.</summary>
    public static Task SaysAsync(IPage page, string text) => page.Locator("#stage-message", new() { HasText = text }).WaitForAsync();

    /// <summary>The id of the element that has the focus.</summary>
    public static Task<string> FocusedAsync(IPage page) => page.EvaluateAsync<string>("() => document.activeElement.id");
}
