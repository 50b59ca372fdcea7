using System.Globalization;
using System.Text.Json;
using Skapi.Rtc.Benchmarks.Transports;

namespace Skapi.Rtc.Benchmarks.World;

/// <summary>Compares restarts of ICE, relayed connections and many connections at once, in turns, and prints a table.</summary>
internal static class WorldComparison
{
    private const int Repetitions = 9;

    private static readonly string[] Names = ["managed", Stack.Reference, "gstreamer"];

    /// <param name="pairs">The number of pairs that connect at once.</param>
    /// <param name="rounds">How often everything is measured. The table has the medians.</param>
    public static async Task RunAsync(int pairs, int rounds)
    {
        await NodePackages.InstallAsync();
        await using var server = TurnServerProcess.TryStart();
        if (server is null)
            Console.WriteLine("Without a TURN server: turnserver does not start. Run eng/install-coturn.sh.");

        var stacks = Stack.All.Where(static stack => Names.Contains(stack.Name)).ToList();
        var results = stacks.ToDictionary(static stack => stack.Name, static _ => new Results());
        for (var round = 0; round < rounds; round++)
        {
            foreach (var stack in stacks)
            {
                var own = results[stack.Name];
                if (stack.Name != "gstreamer")
                    own.Restarts.Add(await stack.MeasureAsync("world", "restart", Text(Repetitions)));
                if (server is not null)
                    own.Relayed.Add(await stack.MeasureAsync("world", "relayed", Text(Repetitions), server.Description));
                own.Crowds.Add(await stack.MeasureAsync("world", "crowd", Text(pairs)));
            }
        }

        Console.WriteLine($"Both ends in one process, {Environment.ProcessorCount} cores, medians of {rounds} rounds, in milliseconds.");
        Console.WriteLine();
        Console.WriteLine(
            $"| stack | ICE restart → new pair | offer → open over coturn | {pairs} pairs at once → open | CPU time of these |");
        Console.WriteLine("|---|---|---|---|---|");
        foreach (var (name, own) in results)
        {
            string[] cells =
            [
                Median(own.Restarts, "milliseconds"), Median(own.Relayed, "milliseconds"),
                Median(own.Crowds, "milliseconds"), Median(own.Crowds, "cpuMilliseconds"),
            ];
            Console.WriteLine($"| {name} | {string.Join(" | ", cells)} |");
        }
    }

    private static string Median(IEnumerable<JsonElement?> measured, string name)
    {
        var values = measured.OfType<JsonElement>().Select(result => result.GetProperty(name).GetDouble()).Order().ToArray();
        return values.Length == 0 ? "–" : values[values.Length / 2].ToString("0", CultureInfo.InvariantCulture);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed class Results
    {
        public List<JsonElement?> Restarts { get; } = [];

        public List<JsonElement?> Relayed { get; } = [];

        public List<JsonElement?> Crowds { get; } = [];
    }
}
