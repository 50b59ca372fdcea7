namespace Skapi.Rtc.Managed.Tests.Congestion;

/// <summary>The lines of 500 kbit/s to 20 Mbit/s on which congestion control is tested.</summary>
internal static class SimulatedLines
{
    /// <summary>Combines the rates and delays with queues, or with bursts. Each line has a seed of its own.</summary>
    /// <param name="queues">The milliseconds that a queue, or a burst that a policer lets pass, takes at the rate of the line.</param>
    /// <returns>The seed, the megabits a second, the queue or burst, and the one-way delay in milliseconds.</returns>
    public static TheoryData<int, double, int, int> Create(int[] queues)
    {
        var lines = new TheoryData<int, double, int, int>();
        foreach (var megabits in new[] { 0.5, 2, 5, 20 })
        {
            foreach (var queue in queues)
            {
                foreach (var delay in new[] { 10, 50 })
                    lines.Add(lines.Count + 1, megabits, queue, delay);
            }
        }

        return lines;
    }
}
