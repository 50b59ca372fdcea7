using System.Globalization;

namespace Skapi.Rtc.Managed.Networks.Tests.Namespaces;

/// <summary>What a line did in a period.</summary>
internal sealed class LineWindow
{
    private readonly long _bitsPerSecond;

    /// <param name="bitsPerSecond">The rate of the line.</param>
    /// <param name="start">The line when it got this rate.</param>
    /// <param name="samples">The line in the period.</param>
    public LineWindow(long bitsPerSecond, ShapedLine.Sample start, IReadOnlyList<ShapedLine.Sample> samples)
    {
        _bitsPerSecond = bitsPerSecond;
        var (first, last) = (samples[0], samples[^1]);
        Used = DurationOf(last.Bytes - first.Bytes) / (last.At - first.At);
        Lost = (last.Drops - first.Drops) / (double)Math.Max(last.Packets + last.Drops - first.Packets - first.Drops, 1);
        var waiting = samples.Select(static sample => sample.Waiting).Order().ToArray();
        Wait = DurationOf(waiting[waiting.Length * 95 / 100]);
        WorkBefore = DurationOf(first.Bytes - start.Bytes);
    }

    /// <summary>The share of the line that was used.</summary>
    public double Used { get; }

    /// <summary>The share of packets that the full queue dropped.</summary>
    public double Lost { get; }

    /// <summary>How long a packet that came at any time waited at most, without the worst twentieth of the time.</summary>
    public TimeSpan Wait { get; }

    /// <summary>For how long the line had worked from when it got its rate until the period began. Pauses do not count.</summary>
    public TimeSpan WorkBefore { get; }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Used:P0} used, {Lost:P1} lost, {Wait.TotalMilliseconds:F0} ms waited, after {WorkBefore.TotalSeconds:F1} s of work");

    private TimeSpan DurationOf(long bytes) => TimeSpan.FromSeconds(bytes * 8.0 / _bitsPerSecond);
}
