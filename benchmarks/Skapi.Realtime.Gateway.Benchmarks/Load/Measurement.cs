using System.Diagnostics;
using System.Globalization;

namespace Skapi.Realtime.Gateway.Benchmarks.Load;

/// <summary>The results of one server in one scenario.</summary>
/// <param name="CpuMicroseconds">CPU time of the server process for each delivery.</param>
/// <param name="AllocatedBytes">Bytes that the server allocates for each delivery.</param>
/// <param name="DeliveriesPerSecond">Deliveries to all clients.</param>
/// <param name="KibibytesPerConnection">Managed memory of the server for each idle connection.</param>
internal sealed record Measurement(double CpuMicroseconds, double AllocatedBytes, double DeliveriesPerSecond, double KibibytesPerConnection)
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    public static async Task<Measurement> RunAsync(string kind, Scenario scenario, int connections, TimeSpan duration)
    {
        using var server = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["serve", kind])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        var address = new Uri((await server.StandardOutput.ReadLineAsync())!);
        using var http = new HttpClient { BaseAddress = address };
        var clients = new List<Client>();
        try
        {
            var before = await ReadAsync(http, "/memory");
            for (var index = 0; index < connections; index++)
                clients.Add(await Client.ConnectAsync(http, address, kind, $"user{index}"));
            var memory = await ReadAsync(http, "/memory") - before;
            if (scenario.GroupSize > 1)
            {
                for (var index = 0; index < connections; index++)
                    await clients[index].JoinAsync(Group(index));
            }

            using var stop = new CancellationTokenSource();
            var senders = clients.Where((_, index) => index % scenario.GroupSize == 0).Select((client, index) =>
                client.PostAsync(scenario.GroupSize > 1 ? Group(index * scenario.GroupSize) : null, scenario.PostsPerSecond, stop.Token));
            var posting = Task.WhenAll(senders.ToList());
            await Task.Delay(WarmUp);
            var start = await SampleAsync();
            await Task.Delay(duration);
            var end = await SampleAsync();
            await stop.CancelAsync();
            await posting;

            var deliveries = Math.Max(1, end.Deliveries - start.Deliveries);
            return new Measurement(
                (end.Cpu - start.Cpu).TotalMicroseconds / deliveries,
                (double)(end.Allocated - start.Allocated) / deliveries,
                deliveries / (end.Time - start.Time).TotalSeconds,
                memory / 1024.0 / connections);
        }
        finally
        {
            foreach (var client in clients)
                await client.DisposeAsync();
            server.StandardInput.Close();
            await server.WaitForExitAsync();
        }

        string Group(int index) => $"group{index / scenario.GroupSize}";

        async Task<(long Deliveries, TimeSpan Cpu, long Allocated, TimeSpan Time)> SampleAsync()
        {
            var allocated = await ReadAsync(http, "/allocated");
            server.Refresh();
            return (clients.Sum(client => client.Deliveries), server.TotalProcessorTime, allocated, Stopwatch.GetElapsedTime(0));
        }
    }

    private static async Task<long> ReadAsync(HttpClient http, string path) =>
        long.Parse(await http.GetStringAsync(new Uri(path, UriKind.Relative)), CultureInfo.InvariantCulture);
}
