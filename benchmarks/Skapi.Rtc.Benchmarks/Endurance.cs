using System.Diagnostics;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Benchmarks;

/// <summary>A hundred calls in a row and ten at once, with the memory and descriptors that are in use afterwards.</summary>
internal static class Endurance
{
    private const int InARow = 100;
    private const int AtOnce = 10;

    public static async Task RunAsync(IRtcTransport transport)
    {
        await using (var clients = await Clients.ConnectAsync(transport))
        {
            await CallAsync(clients);
            var before = Usage.Now();
            for (var number = 0; number < InARow; number++)
                await CallAsync(clients);

            Console.WriteLine($"{InARow} calls in a row: none failed. {before} before, {Usage.Now()} after.");
        }

        var beforeAll = Usage.Now();
        var pairs = await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => Clients.ConnectAsync(transport)));
        await Task.WhenAll(pairs.Select(CallAsync));
        foreach (var pair in pairs)
            await pair.DisposeAsync();

        Console.WriteLine($"{AtOnce} calls at once: none failed. {beforeAll} before, {Usage.Now()} after.");
    }

    private static async Task CallAsync(Clients clients)
    {
        var call =
            await clients.Caller.ConnectRtcAsync(new RtcCallOptions { Cid = clients.CalleeCid, Channels = [DataChannelOptions.TextChat] });
        var connection = await call.Connection;
        connection.Hangup();
        await call.Closed;
    }

    /// <summary>The resources of the process.</summary>
    private sealed record Usage(long Megabytes, int Descriptors, int Threads)
    {
        public static Usage Now()
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            GC.Collect();
            using var process = Process.GetCurrentProcess();
            return new(process.WorkingSet64 / (1024 * 1024), Directory.GetFiles("/proc/self/fd").Length, process.Threads.Count);
        }

        public override string ToString() => $"{Megabytes} MB, {Descriptors} descriptors, {Threads} threads";
    }
}
