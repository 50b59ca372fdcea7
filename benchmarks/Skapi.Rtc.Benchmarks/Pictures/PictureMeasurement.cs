using System.Collections.Concurrent;
using System.Diagnostics;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Benchmarks.Pictures;

/// <summary>Measures pictures of 1 Mbit/s between peers of this process, as <c>Node/pictures.mjs</c> does for npm packages.</summary>
internal static class PictureMeasurement
{
    // .NET compiles a method when it is first called, and again when it turns out to be called often. Other stacks are compiled before.
    private const int WarmUpPairs = 20;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(10);

    /// <param name="transport">The transport.</param>
    /// <param name="file">The file of the pictures.</param>
    /// <param name="seconds">The length of the measurement.</param>
    /// <param name="pairs">The number of streams at once.</param>
    public static async Task<object> RunAsync(IRtcTransport transport, string file, int seconds, int pairs)
    {
        var frames = PictureFrames.Read(file);
        var pushed = new ConcurrentDictionary<PicturePair, bool>();
        using var end = new CancellationTokenSource();
        var pushing = PushAsync(pushed, end.Token);

        var times = new List<double>();
        for (var number = 0; number < WarmUpPairs + pairs; number++)
        {
            var (pair, took) = await PicturePair.ConnectAsync(transport, frames, added => pushed[added] = true);
            times.Add(took.TotalMilliseconds);
            if (number >= WarmUpPairs)
                continue;

            pushed.TryRemove(pair, out _);
            await pair.DisposeAsync();
        }

        await Task.Delay(WarmUp);
        using var process = Process.GetCurrentProcess();
        var (before, began, cpu) = (Received(pushed), Stopwatch.GetTimestamp(), process.TotalProcessorTime);
        await Task.Delay(TimeSpan.FromSeconds(seconds));
        process.Refresh();
        var (moved, took2, used) = (Received(pushed) - before, Stopwatch.GetElapsedTime(began), process.TotalProcessorTime - cpu);

        await end.CancelAsync();
        await pushing;
        foreach (var pair in pushed.Keys)
            await pair.DisposeAsync();

        return new
        {
            milliseconds = times.Skip(WarmUpPairs).Order().ElementAt(pairs / 2),
            bytes = moved,
            seconds = took2.TotalSeconds,
            cpuSeconds = used.TotalSeconds,
        };
    }

    private static long Received(ConcurrentDictionary<PicturePair, bool> pairs) => pairs.Keys.Sum(static pair => pair.Bytes);

    private static async Task PushAsync(ConcurrentDictionary<PicturePair, bool> pairs, CancellationToken end)
    {
        var began = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / PictureFrames.Rate));
        try
        {
            while (await timer.WaitForNextTickAsync(end))
            {
                foreach (var pair in pairs.Keys)
                    pair.Push(Stopwatch.GetElapsedTime(began));
            }
        }
        catch (OperationCanceledException)
        {
            // The measurement is over.
        }
    }
}
