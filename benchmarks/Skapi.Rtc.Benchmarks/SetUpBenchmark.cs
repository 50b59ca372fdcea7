using System.Diagnostics;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Benchmarks;

/// <summary>
/// The time from ConnectRtcAsync to connected, and the time that the transport needs alone. They are measured in turns, so that the load of
/// the
/// machine affects both.
/// </summary>
internal static class SetUpBenchmark
{
    private const int WarmUps = 5;

    /// <summary>Disposing the peers of a call goes on after its end, and must not slow the next measurement.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);

    public static async Task RunAsync(IRtcTransport transport, int calls)
    {
        await using var clients = await Clients.ConnectAsync(transport);
        for (var number = 0; number < WarmUps; number++)
        {
            await BarePeers.MeasureAsync(transport, DataChannelOptions.TextChat);
            await MeasureCallAsync(clients);
        }

        var (bare, call) = (new List<TimeSpan>(), new List<TimeSpan>());
        for (var number = 0; number < calls; number++)
        {
            await Task.Delay(Pause);
            bare.Add(await BarePeers.MeasureAsync(transport, DataChannelOptions.TextChat));
            await Task.Delay(Pause);
            call.Add(await MeasureCallAsync(clients));
        }

        var (bareMedian, callMedian) = (Median(bare), Median(call));
        Console.WriteLine($"Set-up of a call over {transport.Name}, one text-chat channel, {calls} of each, in turns:");
        Console.WriteLine($"  the transport alone            median {bareMedian.TotalMilliseconds,7:0.0} ms");
        Console.WriteLine($"  ConnectRtcAsync to connected   median {callMedian.TotalMilliseconds,7:0.0} ms");
        Console.WriteLine($"  our share                             {(callMedian - bareMedian) / callMedian,7:P1}");
        Console.WriteLine();
    }

    private static async Task<TimeSpan> MeasureCallAsync(Clients clients)
    {
        var began = Stopwatch.GetTimestamp();
        var call =
            await clients.Caller.ConnectRtcAsync(new RtcCallOptions { Cid = clients.CalleeCid, Channels = [DataChannelOptions.TextChat] });
        var connection = await call.Connection;
        var took = Stopwatch.GetElapsedTime(began);
        connection.Hangup();
        await call.Closed;
        return took;
    }

    private static TimeSpan Median(List<TimeSpan> times) => times.Order().ElementAt(times.Count / 2);
}
