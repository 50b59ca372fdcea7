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
}
