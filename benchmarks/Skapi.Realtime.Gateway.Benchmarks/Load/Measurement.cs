using System.Diagnostics;
using Skapi.Realtime.Gateway.Benchmarks.Servers;

namespace Skapi.Realtime.Gateway.Benchmarks.Load;

/// <summary>The results of one kind of server in one scenario.</summary>
/// <param name="CpuMicroseconds">CPU time of the servers and of Redis for each delivery.</param>
/// <param name="RedisMicroseconds">CPU time of Redis for each delivery.</param>
/// <param name="AllocatedBytes">Bytes that the servers allocate for each delivery.</param>
/// <param name="DeliveriesPerSecond">Deliveries to all clients.</param>
/// <param name="KibibytesPerConnection">Managed memory of the servers for each idle connection.</param>
internal sealed record Measurement(
    double CpuMicroseconds,
    double RedisMicroseconds,
    double AllocatedBytes,
    double DeliveriesPerSecond,
    double KibibytesPerConnection)
{
    // Long enough for the runtime to compile what the scenario needs.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(8);

    public static async Task<Measurement> RunAsync(string kind, Scenario scenario, int connections, TimeSpan duration)
    {
        await using var deployment = await Deployment.StartAsync(kind, scenario.Nodes);
        var clients = new List<Client>();
        try
        {
            var before = await deployment.ReadAsync("/memory");
            for (var index = 0; index < connections; index++)
            {
                var server = deployment.Servers[index % deployment.Servers.Count];
                clients.Add(await Client.ConnectAsync(server.Http, server.Address, kind, UserOf(index)));
            }

            var memory = await deployment.ReadAsync("/memory") - before;
            if (scenario.GroupSize > 1)
            {
                for (var index = 0; index < connections; index++)
                    await clients[index].JoinAsync(GroupOf(index));
            }

            using var stop = new CancellationTokenSource();
            var senders = clients.Where((_, index) => index % scenario.GroupSize == 0).Select((client, index) => client.PostAsync(
                scenario.GroupSize > 1 ? GroupOf(index * scenario.GroupSize) : null,
                UserOf(PartnerOf(index)),
                scenario.PostsPerSecond,
                stop.Token));
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
                (end.RedisCpu - start.RedisCpu).TotalMicroseconds / deliveries,
                (double)(end.Allocated - start.Allocated) / deliveries,
                deliveries / (end.Time - start.Time).TotalSeconds,
                memory / 1024.0 / connections);
        }
        finally
        {
            foreach (var client in clients)
                await client.DisposeAsync();
        }

        // Neighbours are on different nodes.
        string GroupOf(int index) => $"group{index / scenario.GroupSize}";

        // Two partners post to each other, so that each waits for the other's post.
        int PartnerOf(int index) => scenario.Nodes == 0 ? index : Math.Min(index ^ 1, connections - 1);

        static string UserOf(int index) => $"user{index}";

        async Task<(long Deliveries, TimeSpan Cpu, TimeSpan RedisCpu, long Allocated, TimeSpan Time)> SampleAsync()
        {
            var allocated = await deployment.ReadAsync("/allocated");
            return (
                clients.Sum(client => client.Deliveries),
                deployment.Cpu,
                deployment.RedisCpu,
                allocated,
                Stopwatch.GetElapsedTime(0));
        }
    }
}
