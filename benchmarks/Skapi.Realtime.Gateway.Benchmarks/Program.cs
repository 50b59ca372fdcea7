using System.Globalization;
using Skapi.Realtime.Gateway.Benchmarks.Load;
using Skapi.Realtime.Gateway.Benchmarks.Servers;

// Measures the CPU time of the server process for each delivered message, and its memory for each connection, for the gateway and for a
// SignalR hub that does the same work. Each server is a process of its own, under the same load from this process.
//   dotnet run -c Release                 the table
//   dotnet run -c Release -- 200 3        with 200 connections, 3 seconds a row
//   dotnet run -c Release -- serve skapi  only a server
if (args is ["serve", var kind])
{
    await Server.RunAsync(kind);
    return;
}

var connections = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 1000;
var seconds = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 10;
Scenario[] scenarios =
[
    new("posts to groups of 10, saturated", GroupSize: 10, PostsPerSecond: null),
    new("posts to groups of 100, saturated", GroupSize: 100, PostsPerSecond: null),
    new("posts to groups of 10, paced", GroupSize: 10, PostsPerSecond: 2),
    new("posts to one user, saturated", GroupSize: 1, PostsPerSecond: null),
];

Console.WriteLine($"{connections} connections, {seconds} s a row, {Environment.ProcessorCount} processors");
Console.WriteLine();
Console.WriteLine("| | gateway | SignalR | ratio |");
Console.WriteLine("|---|---|---|---|");
foreach (var scenario in scenarios)
{
    var gateway = await Measurement.RunAsync("skapi", scenario, connections, TimeSpan.FromSeconds(seconds));
    var signalR = await Measurement.RunAsync("signalr", scenario, connections, TimeSpan.FromSeconds(seconds));
    Row($"{scenario.Name}: CPU for a delivery, µs", gateway.CpuMicroseconds, signalR.CpuMicroseconds);
    Row($"{scenario.Name}: allocated for a delivery, bytes", gateway.AllocatedBytes, signalR.AllocatedBytes);
    Row($"{scenario.Name}: deliveries per second", gateway.DeliveriesPerSecond, signalR.DeliveriesPerSecond);
    if (scenario == scenarios[0])
        Row("an idle connection: memory, KiB", gateway.KibibytesPerConnection, signalR.KibibytesPerConnection);
}

static void Row(string name, double gateway, double signalR) =>
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"| {name} | {gateway:N1} | {signalR:N1} | {(signalR == 0 ? 0 : gateway / signalR):N2} |"));
