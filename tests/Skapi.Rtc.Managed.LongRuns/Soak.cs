using System.Diagnostics;
using Skapi.Rtc.Managed.Tests.Sctp;

namespace Skapi.Rtc.Managed.LongRuns;

/// <summary>Plays the simulation of the tests under many seeds.</summary>
internal static class Soak
{
    private static readonly TimeSpan ReportEvery = TimeSpan.FromSeconds(30);

    /// <returns>The exit code: 0 if no seed fails.</returns>
    public static int Run(int first, int count)
    {
        var reported = Stopwatch.GetTimestamp();
        var (played, failed) = (0, 0);
        Parallel.For(first, first + count, (seed, loop) =>
        {
            try
            {
                SctpSimulationTests.Play(seed);
            }
            catch (Exception exception)
            {
                Interlocked.Increment(ref failed);
                Console.Error.WriteLine($"Seed {seed} fails. {exception}");
                loop.Stop();
            }

            var now = Interlocked.Increment(ref played);
            var last = Interlocked.Read(ref reported);
            if (Stopwatch.GetElapsedTime(last) > ReportEvery
                && Interlocked.CompareExchange(ref reported, Stopwatch.GetTimestamp(), last) == last)
            {
                Console.WriteLine($"{now} of {count} seeds");
            }
        });
        Console.WriteLine(failed == 0 ? $"{played} seeds from {first} on: every invariant holds." : $"{failed} seeds fail.");
        return failed == 0 ? 0 : 1;
    }
}
