using System.Diagnostics;
using Skapi.Rtc.Benchmarks.Transports;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Benchmarks.World;

/// <summary>
/// Measures what happens outside of a quiet local network in this process, as <c>Node/world.mjs</c> does for npm packages: restarts of
/// ICE, relayed connections, and many connections at once.
/// </summary>
internal static class WorldMeasurement
{
    // .NET compiles a method when it is first called, and again when it turns out to be called often. Other stacks are compiled before.
    private const int WarmUpPairs = 20;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <param name="transport">The transport.</param>
    /// <param name="what">What to measure.</param>
    /// <param name="count">How often, or the number of pairs that connect at once.</param>
    /// <param name="server">The URL of the TURN server, the user name and the password, if there is one.</param>
    public static async Task<object> RunAsync(IRtcTransport transport, string what, int count, string[] server)
    {
        for (var number = 0; number < WarmUpPairs; number++)
        {
            await using var pair = await ConnectedPair.ConnectAsync(transport);
            if (what == "restart")
                await pair.RestartAsync();
        }

        return what switch
        {
            "restart" => await RepeatAsync(count, async () =>
            {
                await using var pair = await ConnectedPair.ConnectAsync(transport);
                return await pair.RestartAsync();
            }),
            "relayed" => await RelayedAsync(transport, count, server[0].Split(' ')),
            _ => await CrowdAsync(transport, count),
        };
    }

    private static Task<object> RelayedAsync(IRtcTransport transport, int count, string[] server)
    {
        var options = new RtcPeerOptions
        {
            IceServers = [new IceServer { Urls = [server[0]], Username = server[1], Credential = server[2] }],
            IceTransportPolicy = IceTransportPolicy.Relay,
        };
        return RepeatAsync(count, async () =>
        {
            await using var pair = await ConnectedPair.ConnectAsync(transport, options);
            return pair.Took;
        });
    }

    private static async Task<object> CrowdAsync(IRtcTransport transport, int count)
    {
        var (cpu, began) = (Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp());
        var pairs = await Task.WhenAll(
            Enumerable.Range(0, count).Select(_ => Task.Run(() => ConnectedPair.ConnectAsync(transport))));
        var (took, used) = (Stopwatch.GetElapsedTime(began), Environment.CpuUsage.TotalTime - cpu);
        foreach (var pair in pairs)
            await pair.DisposeAsync();

        return new { milliseconds = took.TotalMilliseconds, cpuMilliseconds = used.TotalMilliseconds };
    }

    private static async Task<object> RepeatAsync(int count, Func<Task<TimeSpan>> measure)
    {
        var times = new List<double>();
        for (var number = 0; number < count; number++)
        {
            times.Add((await measure()).TotalMilliseconds);
            await Task.Delay(Pause);
        }

        return new { milliseconds = times.Order().ElementAt(count / 2) };
    }
}
