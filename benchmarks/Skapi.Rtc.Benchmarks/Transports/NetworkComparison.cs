using System.Globalization;

namespace Skapi.Rtc.Benchmarks.Transports;

/// <summary>Compares the throughput of the stacks over networks with delay, loss and reordering.</summary>
internal static class NetworkComparison
{
    private const int MessageSize = 16 * 1024;

    /// <param name="seconds">The length of each measurement.</param>
    public static async Task RunAsync(int seconds)
    {
        await NodePackages.InstallAsync();
        foreach (var faults in NetworkFaults.All)
        {
            using var network = NetworkNamespace.TryCreate(faults, out var reason);
            if (network is null)
            {
                Console.WriteLine($"Skipped: this machine cannot emulate a network. {reason}");
                Console.WriteLine("It needs Linux, root, the package iproute2, and the kernel module sch_netem.");
                return;
            }

            Console.WriteLine($"{faults}, messages of 16 KiB:");
            foreach (var stack in Stack.All)
            {
                var result = await stack.MeasureInAsync(network.Prefix, "throughput", Text(MessageSize), Text(seconds));
                if (result is { } measured)
                {
                    var speed = measured.GetProperty("bytes").GetDouble() / 1e6 / measured.GetProperty("seconds").GetDouble();
                    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {stack.Name,-18} {speed,7:0.0} MB/s"));
                }
            }
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
