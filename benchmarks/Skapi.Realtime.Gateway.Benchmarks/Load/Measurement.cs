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
    private const int Rounds = 6;

    // Long enough for the runtime to compile what the scenario needs.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);

    /// <summary>
    /// Measures both kinds of server in turns, a round of one after a round of the other, so that what else the machine does meanwhile
    /// hits both alike.
    /// </summary>
    public static async Task<(Measurement Gateway, Measurement SignalR)> RunAsync(Scenario scenario, int connections, TimeSpan duration)
    {
        await using var gateway = await Contender.StartAsync("skapi", scenario, connections);
        await using var signalR = await Contender.StartAsync("signalr", scenario, connections);
        Contender[] both = [gateway, signalR];
        foreach (var contender in both)
        {
            await contender.SettleAsync();
            await contender.PlayAsync(WarmUp, isCounted: false);
        }

        for (var round = 0; round < Rounds; round++)
        {
            // Neither kind is always the first.
            foreach (var contender in round % 2 == 0 ? both : both.Reverse())
                await contender.PlayAsync(duration / Rounds, isCounted: true);
        }

        return (gateway.Result, signalR.Result);
    }
}
