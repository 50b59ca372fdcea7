using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Skapi.Rtc.Conformance;

namespace Skapi.Rtc.Managed.Networks.Tests.Namespaces;

/// <summary>
/// A line from left to right that carries so many bits a second, with a queue that drops what is over its limit (tc-tbf). Its own counters
/// say what it carried and how much waits, whatever else this machine does.
/// </summary>
internal sealed class ShapedLine : IAsyncDisposable
{
    // Packets leave one by one, and not in bursts.
    private const int BurstBytes = 5000;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(25);

    private readonly NetworkLine _network = new();
    private readonly int _queueBytes;
    private readonly Process _tc;
    private readonly List<Sample> _samples = [];

    /// <param name="bitsPerSecond">The rate.</param>
    /// <param name="queue">How long the last packet of a full queue waits.</param>
    public ShapedLine(long bitsPerSecond, TimeSpan queue)
    {
        _queueBytes = (int)(bitsPerSecond / 8 * queue.TotalSeconds);
        SetRate(bitsPerSecond);
        _tc = Left.Start("tc", "-s", "-j", "-batch", "-");
    }

    /// <summary>Why lines cannot be shaped here, or null if they can.</summary>
    public static string? WhyNot { get; } = Probe();

    public NetworkNamespace Left => _network.Left;

    public NetworkNamespace Right => _network.Right;

    public long BitsPerSecond { get; private set; }

    /// <summary>Changes the rate. The queue keeps its bytes, so packets wait longer on a slower line.</summary>
    public void SetRate(long bitsPerSecond)
    {
        Left.Execute(["tc", "qdisc", "replace", .. DisciplineOf(bitsPerSecond, _queueBytes)]);
        BitsPerSecond = bitsPerSecond;
        _samples.Clear();
    }

    /// <summary>Watches the line until what it did in the latest time fits.</summary>
    /// <param name="duration">The length of that time.</param>
    /// <param name="fits">What is waited for.</param>
    public async Task<LineWindow> WaitForAsync(TimeSpan duration, Func<LineWindow, ValueTask<bool>> fits)
    {
        var seen = new List<LineWindow>();
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < 2 * PeerRecorder.HangGuard)
        {
            _samples.Add(await TakeSampleAsync());
            var latest = _samples[^1].At;
            var first = _samples.FindLastIndex(sample => latest - sample.At >= duration);
            if (first >= 0)
            {
                seen.Add(new LineWindow(BitsPerSecond, _samples[0], _samples[first..]));
                if (await fits(seen[^1]))
                    return seen[^1];
            }

            await Task.Delay(Interval);
        }

        var every = Math.Max(seen.Count / 10, 1);
        throw new TimeoutException($"The line never did what was expected. {string.Join("; ", seen.Where((_, i) => i % every == 0))}");
    }

    public async ValueTask DisposeAsync()
    {
        _tc.Kill(entireProcessTree: true);
        await _tc.WaitForExitAsync();
        _tc.Dispose();
        _network.Dispose();
    }

    private static string[] DisciplineOf(long bitsPerSecond, int queueBytes) => string.Create(
        CultureInfo.InvariantCulture, $"dev line root tbf rate {bitsPerSecond}bit burst {BurstBytes} limit {queueBytes}").Split(' ');

    private static string? Probe()
    {
        if (NetworkNamespace.WhyNot is { } reason)
            return reason;

        try
        {
            using var probe = new NetworkLine();
            probe.Left.Execute(["tc", "qdisc", "add", .. DisciplineOf(1_000_000, 50_000)]);
            return null;
        }
        catch (Exception error) when (error is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return $"tc cannot shape a line here, so nothing is tested over slow lines in namespaces. {error.Message}";
        }
    }

    private async Task<Sample> TakeSampleAsync()
    {
        await _tc.StandardInput.WriteLineAsync("qdisc show dev line");
        await _tc.StandardInput.FlushAsync();
        var line = await _tc.StandardOutput.ReadLineAsync()
            ?? throw new InvalidOperationException($"tc ended: {await _tc.StandardError.ReadToEndAsync()}");
        using var document = JsonDocument.Parse(line);
        var discipline = document.RootElement[0];
        return new Sample(
            Stopwatch.GetElapsedTime(0), discipline.GetProperty("bytes").GetInt64(), discipline.GetProperty("backlog").GetInt64(),
            discipline.GetProperty("packets").GetInt64(), discipline.GetProperty("drops").GetInt64());
    }

    /// <summary>What the line had carried, and how much waited, at one moment.</summary>
    internal readonly record struct Sample(TimeSpan At, long Bytes, long Waiting, long Packets, long Drops);
}
