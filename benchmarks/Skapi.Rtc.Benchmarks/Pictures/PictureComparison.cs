using System.Globalization;
using Skapi.Rtc.Benchmarks.Transports;

namespace Skapi.Rtc.Benchmarks.Pictures;

/// <summary>Compares what a stream of pictures of 1 Mbit/s costs over the stacks, in turns, and prints a table.</summary>
internal static class PictureComparison
{
    private const int Streams = 10;
    private static readonly string[] Names = ["managed", "libdatachannel", Stack.Reference, "gstreamer"];

    /// <param name="seconds">The length of each measurement.</param>
    /// <param name="rounds">How often everything is measured. The table has the medians.</param>
    public static async Task RunAsync(int seconds, int rounds)
    {
        await NodePackages.InstallAsync();
        var file = await PictureFrames.CaptureAsync();
        var results = Names.ToDictionary(name => name, _ => new List<(double Milliseconds, double Megabits, double Cpu)>());
        for (var round = 0; round < rounds; round++)
        {
            foreach (var stack in Names.Select(name => Stack.All.Single(known => known.Name == name)))
            {
                if (await stack.MeasureAsync("pictures", file, Text(seconds), Text(Streams)) is not { } result)
                    continue;

                var megabits = result.GetProperty("bytes").GetDouble() * 8 / 1e6 / result.GetProperty("seconds").GetDouble() / Streams;
                var cpu = result.GetProperty("cpuSeconds").GetDouble() * 1e3 / result.GetProperty("seconds").GetDouble() / Streams;
                results[stack.Name].Add((result.GetProperty("milliseconds").GetDouble(), megabits, cpu));
            }
        }

        File.Delete(file);
        Console.WriteLine(
            $"{Streams} streams of VP8 at once, 30 pictures a second, both ends in one process, {Environment.ProcessorCount} cores, "
            + $"medians of {rounds} rounds.");
        Console.WriteLine($"{Stack.Reference} encodes and decodes the pictures too, because its package takes no encoded ones.");
        Console.WriteLine();
        Console.WriteLine("| stack | offer → first picture | Mbit/s of a stream | CPU ms a second of a stream, both ends |");
        Console.WriteLine("|---|---|---|---|");
        foreach (var (name, list) in results)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {name} | {Median(list.Select(r => r.Milliseconds)):0} ms | {Median(list.Select(r => r.Megabits)):0.00} | "
                + $"{Median(list.Select(r => r.Cpu)):0.0} |"));
        }
    }

    private static double Median(IEnumerable<double> values)
    {
        var ordered = values.Order().ToArray();
        return ordered.Length == 0 ? double.NaN : ordered[ordered.Length / 2];
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
