using Skapi.Protocol;
using Skapi.Rtc;
using Skapi.Rtc.Media;

namespace Skapi.Browser.Tests.Rig;

/// <summary>
/// Checks what .NET decodes from the fake devices of a browser: a green picture from Chromium, a changing colour from Firefox, and sound.
/// </summary>
public static class DecodedMedia
{
    private const int Enough = 10;
    private const int Neutral = 128;
    private const int Audible = 1000;
    private static readonly TimeSpan HangGuard = TimeSpan.FromSeconds(30);

    /// <summary>Waits until the page shows .NET's test pattern and plays its tone, and .NET has decoded what the page sends.</summary>
    public static async Task BothSeeAndHearAsync(this IPageRig rig, SkapiPage page, RtcConnection connection)
    {
        await Task.WhenAll(page.RtcAsync("track", IsKind("audio")), page.RtcAsync("track", IsKind("video")));
        // SMPTE bars: white, yellow, cyan, green, magenta, red, blue.
        await page.UntilAsync("harness.bars(7) === 'WYCGMRB'");
        await page.UntilAsync("harness.tone().then(hertz => Math.abs(hertz - 440) < 15)");
        await rig.SeeCameraAsync(connection);
        await HearsBeepAsync(connection);
    }

    /// <summary>Waits until several green frames were decoded.</summary>
    public static async Task SeesGreenAsync(RtcConnection connection)
    {
        var pictures = 0;
        var (width, height, u, v) = (0, 0, 0, 0);
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var subscription = Track(connection, MediaKind.Video).OnVideoFrame(frame =>
        {
            (width, height) = (frame.Width, frame.Height);
            (u, v) = ColourOf(frame);
            // Chromium begins with a half of both sides. Both colour differences are below the middle in green, and in no other colour.
            if (++pictures >= Enough && (width, height) == (640, 480) && u < Neutral - 15 && v < Neutral - 15)
                seen.TrySetResult();
        });
        await Guard(seen.Task, () => $"10 green pictures; {pictures} came, the last {width}x{height} with U {u} and V {v}");
        (width, height).ShouldBe((640, 480));
    }

    /// <summary>Waits until several frames of one colour each were decoded, and the colour has changed.</summary>
    public static async Task SeesChangingColourAsync(RtcConnection connection)
    {
        var colours = new HashSet<(int U, int V)>();
        var (width, height, last) = (0, 0, (U: 0, V: 0));
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var subscription = Track(connection, MediaKind.Video).OnVideoFrame(frame =>
        {
            (width, height) = (frame.Width, frame.Height);
            last = ColourOf(frame);
            // Firefox walks along the edges of the plane of colours, whose ends are 16 and 240.
            if (Math.Max(Math.Abs(last.U - Neutral), Math.Abs(last.V - Neutral)) is < 100 or > 124)
                return;

            colours.Add(last);
            if (colours.Count >= Enough)
                seen.TrySetResult();
        });
        await Guard(seen.Task, () => $"{Enough} bright colours; {colours.Count} came, the last picture {width}x{height} with {last}");
        // Firefox sends 640x480, and a half of both sides while it believes that the path carries less.
        (width * 3).ShouldBe(height * 4);
    }

    /// <summary>Waits until a beep was decoded.</summary>
    public static async Task HearsBeepAsync(RtcConnection connection)
    {
        var (frames, peak) = (0, 0);
        var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var subscription = Track(connection, MediaKind.Audio).OnAudioFrame(frame =>
        {
            foreach (var sample in frame.Samples)
                peak = Math.Max(peak, Math.Abs((int)sample));
            if (++frames >= Enough && peak > Audible)
                heard.TrySetResult();
        });
        await Guard(heard.Task, () => $"a beep; {frames} stretches of sound came, the loudest sample was {peak}");
    }

    private static Func<PageEvent, bool> IsKind(string kind) =>
        item => item.Data.GetProperty("track").GetProperty("kind").GetString() == kind;

    private static IRemoteTrack Track(RtcConnection connection, MediaKind kind) =>
        connection.RemoteTracks.Single(track => track.Kind == kind);

    private static (int U, int V) ColourOf(VideoFrame frame)
    {
        var luma = frame.Width * frame.Height;
        var chroma = (frame.Data.Length - luma) / 2;
        return (Mean(frame.Data.Slice(luma, chroma)), Mean(frame.Data.Slice(luma + chroma, chroma)));
    }

    private static int Mean(ReadOnlySpan<byte> plane)
    {
        long sum = 0;
        foreach (var value in plane)
            sum += value;
        return (int)(sum / plane.Length);
    }

    private static async Task Guard(Task task, Func<string> what)
    {
        try
        {
            await task.WaitAsync(HangGuard);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($".NET waited in vain for {what()}.");
        }
    }
}
