using System.Diagnostics;
using System.Globalization;

namespace Skapi.Samples.Call.Timelines;

/// <summary>Writes one plain line for each event, for output that is not a terminal.</summary>
internal sealed class PlainTimeline(TextWriter output) : ITimeline
{
    private readonly long _began = Stopwatch.GetTimestamp();
    private readonly Lock _gate = new();

    public void Add(string party, Entry entry)
    {
        lock (_gate)
        {
            var time = Stopwatch.GetElapsedTime(_began).TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);
            output.WriteLine($"{time,7} {party,-5} {entry.Name,-26} {entry.Detail}".TrimEnd());
        }
    }

    public Task ShowProgressAsync(string party, string what, long size, Func<IProgress<long>, Task> transfer) =>
        transfer(new Lines(this, party, what, size));

    /// <summary>Writes a line for each tenth of a transfer.</summary>
    private sealed class Lines(PlainTimeline timeline, string party, string what, long size) : IProgress<long>
    {
        private const int Steps = 10;

        private long _shown;

        public void Report(long value)
        {
            var step = value * Steps / size;
            if (step <= _shown)
                return;

            _shown = step;
            timeline.Add(party, new Entry(Tone.Arrival, what, $"{step * 100 / Steps} %"));
        }
    }
}
