using System.Globalization;
using Skapi.Realtime.Gateway.Benchmarks.Load;
using Skapi.Realtime.Gateway.Benchmarks.Servers;

// Measures the CPU time of the server processes for each delivered message, and their memory for each connection, for the gateway and for
// a SignalR hub that does the same work. Each server is a process of its own, under the same load from this process, in turns.
//   dotnet run -c Release                  one server
//   dotnet run -c Release -- 200 3         with 200 connections, 3 seconds a row
//   dotnet run -c Release -- 200 3 paced   only the rows with this word
//   dotnet run -c Release -- redis         1, 2 and 3 servers over Redis, beside SignalR with its Redis backplane; needs redis-server
//   dotnet run -c Release -- redis 200 3
//   dotnet run -c Release -- serve skapi   only a server
switch (args)
{
    case ["serve", var kind]:
        await Server.RunAsync(kind, redis: null);
        break;
    case ["serve", var kind, var redis]:
        await Server.RunAsync(kind, redis);
        break;
    case ["redis", .. var numbers]:
        await PrintAsync(
            [
                .. Enumerable.Range(1, 3).SelectMany(static nodes => (Scenario[])
                [
                    new($"{nodes} over Redis, groups of 10", GroupSize: 10, PostsPerSecond: null, nodes),
                    new($"{nodes} over Redis, groups of 100", GroupSize: 100, PostsPerSecond: null, nodes),
                    new($"{nodes} over Redis, posts to one user", GroupSize: 1, PostsPerSecond: null, nodes),
                ]),
            ],
            numbers);
        break;
    default:
        await PrintAsync(
            [
                new("groups of 10, saturated", GroupSize: 10, PostsPerSecond: null),
                new("groups of 100, saturated", GroupSize: 100, PostsPerSecond: null),
                new("posts to one user, saturated", GroupSize: 1, PostsPerSecond: null),
                new("groups of 10, paced", GroupSize: 10, PostsPerSecond: 2),
                new("groups of 100, paced", GroupSize: 100, PostsPerSecond: 2),
            ],
            args);
        break;
}

static async Task PrintAsync(IReadOnlyList<Scenario> scenarios, string[] numbers)
{
    var connections = numbers.Length > 0 ? int.Parse(numbers[0], CultureInfo.InvariantCulture) : 1000;
    var seconds = numbers.Length > 1 ? int.Parse(numbers[1], CultureInfo.InvariantCulture) : 10;
    if (numbers.Length > 2)
        scenarios = [.. scenarios.Where(scenario => scenario.Name.Contains(numbers[2], StringComparison.Ordinal))];
    Console.WriteLine($"{connections} connections, {seconds} s a row, {Environment.ProcessorCount} processors");
    Console.WriteLine();
    Console.WriteLine("| | gateway | SignalR | ratio |");
    Console.WriteLine("|---|---|---|---|");
    foreach (var scenario in scenarios)
    {
        var (gateway, signalR) = await Measurement.RunAsync(scenario, connections, TimeSpan.FromSeconds(seconds));
        Row($"{scenario.Name}: CPU for a delivery, µs", gateway.CpuMicroseconds, signalR.CpuMicroseconds);
        if (scenario.Nodes > 0)
            Row($"{scenario.Name}: of it in Redis, µs", gateway.RedisMicroseconds, signalR.RedisMicroseconds);
        Row($"{scenario.Name}: allocated for a delivery, bytes", gateway.AllocatedBytes, signalR.AllocatedBytes);
        Row($"{scenario.Name}: deliveries per second", gateway.DeliveriesPerSecond, signalR.DeliveriesPerSecond);
        if (scenario == scenarios[0])
            Row("an idle connection: memory, KiB", gateway.KibibytesPerConnection, signalR.KibibytesPerConnection);
    }
}

static void Row(string name, double gateway, double signalR) =>
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"| {name} | {gateway:N1} | {signalR:N1} | {(signalR == 0 ? 0 : gateway / signalR):N2} |"));
