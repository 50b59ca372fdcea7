using Skapi.Protocol;
using Skapi.Rtc;
using Skapi.Rtc.Media;

namespace Skapi.Browser.Tests.Rig;

/// <summary>Checks what .NET decodes from Chromium's fake devices: a green picture, and a beep each second.</summary>
public static class DecodedMedia
{
    private const int Enough = 10;
    private const int Neutral = 128;
    private const int Audible = 1000;
    private static readonly TimeSpan HangGuard = TimeSpan.FromSeconds(30);

    /// <summary>Waits until the page shows .NET's test pattern and plays its tone, and .NET has decoded what the page sends.</summary>
    public static async Task BothSeeAndHearAsync(SkapiPage page, RtcConnection connection)
    {
        await Task.WhenAll(page.RtcAsync("track", IsKind("audio")), page.RtcAsync("track", IsKind("video")));
        // SMPTE bars: white, yellow, cyan, green, magenta, red, blue.
        await page.UntilAsync("harness.bars(7) === 'WYCGMRB'");
        await page.UntilAsync("Math.abs(harness.tone() - 440) < 15");
        await SeesGreenAsync(connection);
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
            var luma = frame.Width * frame.Height;
            var chroma = (frame.Data.Length - luma) / 2;
            u = Mean(frame.Data.Slice(luma, chroma));
            v = Mean(frame.Data.Slice(luma + chroma, chroma));
            // Both colour differences are below the middle in green, and in no other colour.
            if (++pictures >= Enough && u < Neutral - 15 && v < Neutral - 15)
                seen.TrySetResult();
        });
        await Guard(seen.Task, () => $"10 green pictures; {pictures} came, the last {width}x{height} with U {u} and V {v}");
        (width, height).ShouldBe((640, 480));
    }

    /// <summary>Waits until several frames were decoded.</summary>
    public static async Task SeesAnythingAsync(RtcConnection connection)
    {
        var pictures = 0;
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var subscription = Track(connection, MediaKind.Video).OnVideoFrame(_ =>
        {
            if (++pictures >= Enough)
                seen.TrySetResult();
        });
        await Guard(seen.Task, () => $"{Enough} pictures; {pictures} came");
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
