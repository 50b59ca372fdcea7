using System.Globalization;
using System.Text.Json;

namespace Skapi.Rtc.Benchmarks.Transports;

/// <summary>Compares the stacks in one run, in turns, and prints a table.</summary>
internal static class TransportComparison
{
    private const int SetUps = 15;
    private const int ManagedIdlePairs = 500;
    private const int OtherIdlePairs = 50;
    private static readonly int[] MessageSizes = [16 * 1024, 64 * 1024];

    /// <param name="seconds">The length of each measurement of throughput.</param>
    /// <param name="rounds">How often everything is measured. The table has the medians.</param>
    public static async Task RunAsync(double seconds, int rounds)
    {
        await NodePackages.InstallAsync();
        var setUps = Stack.All.ToDictionary(stack => stack.Name, _ => new List<double>());
        var transfers = Stack.All.ToDictionary(
            stack => stack.Name, _ => MessageSizes.ToDictionary(size => size, _ => new List<Transfer>()));
        for (var round = 0; round < rounds; round++)
        {
            foreach (var stack in Stack.All)
            {
                if (await stack.MeasureAsync("set-up", Text(SetUps)) is { } setUp)
                    setUps[stack.Name].Add(setUp.GetProperty("milliseconds").GetDouble());
            }

            foreach (var size in MessageSizes)
            {
                foreach (var stack in Stack.All)
                {
                    if (await stack.MeasureAsync("throughput", Text(size), Text(seconds)) is { } result)
                        transfers[stack.Name][size].Add(Transfer.Of(result));
                }
            }
        }

        Console.WriteLine(
            $"Data channels one way, both ends in one process, {Environment.ProcessorCount} cores, medians of {rounds} rounds.");
        Console.WriteLine($"In brackets: the speed divided by that of {Stack.Reference} in the same run.");
        Console.WriteLine();
        Console.WriteLine("| stack | offer → open | MB/s at 16 KiB | MB/s at 64 KiB | CPU ns a byte at 16 KiB | at 64 KiB |");
        Console.WriteLine("|---|---|---|---|---|---|");
        foreach (var stack in Stack.All)
        {
            var own = transfers[stack.Name];
            var speeds = MessageSizes.Select(size => Speed(own[size], transfers[Stack.Reference][size]));
            var costs = MessageSizes.Select(size => Number(Median(own[size].Select(transfer => transfer.NanosecondsAByte)), "0.0"));
            var setUp = Number(Median(setUps[stack.Name]), "0");
            Console.WriteLine($"| {stack.Name} | {setUp} ms | {string.Join(" | ", speeds)} | {string.Join(" | ", costs)} |");
        }

        Console.WriteLine();
        foreach (var stack in Stack.All)
            await PrintIdleAsync(stack);
    }

    private static async Task PrintIdleAsync(Stack stack)
    {
        var pairs = stack.Name == "managed" ? ManagedIdlePairs : OtherIdlePairs;
        if (await stack.MeasureAsync("idle", Text(pairs)) is not { } idle)
            return;

        var (peers, bytes) = (idle.GetProperty("peers").GetInt32(), idle.GetProperty("bytes").GetInt64());
        var threads = idle.TryGetProperty("threads", out var count) ? $", {count} more threads" : "";
        Console.WriteLine($"{stack.Name}: {peers} connected idle peers take {bytes / 1e6:0} MB, {bytes / 1e3 / peers:0} KB each{threads}.");
    }

    private static string Speed(List<Transfer> own, List<Transfer> reference)
    {
        var (speed, other) = (Median(own.Select(transfer => transfer.MegabytesASecond)), Median(reference.Select(t => t.MegabytesASecond)));
        return $"{Number(speed, "0.0")} (× {Number(speed / other, "0.0")})";
    }

    private static double Median(IEnumerable<double> values)
    {
        var ordered = values.Order().ToArray();
        return ordered.Length == 0 ? double.NaN : ordered[ordered.Length / 2];
    }

    private static string Number(double value, string format) =>
        double.IsNaN(value) ? "–" : value.ToString(format, CultureInfo.InvariantCulture);

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);

    private sealed record Transfer(double MegabytesASecond, double NanosecondsAByte)
    {
        public static Transfer Of(JsonElement result)
        {
            var bytes = result.GetProperty("bytes").GetDouble();
            return new(
                bytes / 1e6 / result.GetProperty("seconds").GetDouble(),
                result.GetProperty("cpuSeconds").GetDouble() * 1e9 / bytes);
        }
    }
}
