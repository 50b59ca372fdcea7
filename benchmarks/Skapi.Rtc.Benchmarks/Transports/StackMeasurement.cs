using System.Diagnostics;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Benchmarks.Transports;

/// <summary>Measures two peers of a transport in this process, as <c>Node/measure.mjs</c> does for npm packages.</summary>
internal static class StackMeasurement
{
    private const int HighWater = 4 << 20;
    private const int LowWater = 1 << 20;

    // .NET compiles a method when it is first called, and again when it turns out to be called often. Other stacks are compiled before.
    private const int WarmUpPairs = 30;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Measures the time from an offer until the channel is open.</summary>
    public static async Task<object> SetUpAsync(IRtcTransport transport, int count)
    {
        var times = new List<double>();
        for (var number = 0; number < WarmUpPairs + count; number++)
        {
            await using (var pair = await ConnectedPair.ConnectAsync(transport))
                times.Add(pair.Took.TotalMilliseconds);

            await Task.Delay(Pause);
        }

        return new { milliseconds = times.Skip(WarmUpPairs).Order().ElementAt(count / 2), firstMilliseconds = times[0] };
    }

    /// <summary>Measures what goes through a channel one way, and the CPU time of both ends.</summary>
    public static async Task<object> ThroughputAsync(IRtcTransport transport, int messageSize, double seconds)
    {
        await using var pair = await ConnectedPair.ConnectAsync(transport);
        var counter = new Counter();
        pair.Receiver.Attach(counter);
        using var end = new CancellationTokenSource();
        var sending = SendAsync(pair, new byte[messageSize], end.Token);

        await Task.Delay(WarmUp);
        using var process = Process.GetCurrentProcess();
        var (before, began, cpu) = (counter.Bytes, Stopwatch.GetTimestamp(), process.TotalProcessorTime);
        await Task.Delay(TimeSpan.FromSeconds(seconds));
        process.Refresh();
        var (moved, took, used) = (counter.Bytes - before, Stopwatch.GetElapsedTime(began), process.TotalProcessorTime - cpu);

        await end.CancelAsync();
        await sending;
        return new { bytes = moved, seconds = took.TotalSeconds, cpuSeconds = used.TotalSeconds };
    }

    /// <summary>Measures the memory of connected peers that send nothing.</summary>
    public static async Task<object> IdleAsync(IRtcTransport transport, int pairs)
    {
        var (before, threadsBefore) = Usage();
        var connected = new List<ConnectedPair>();
        while (connected.Count < pairs)
            connected.Add(await ConnectedPair.ConnectAsync(transport));

        await Task.Delay(WarmUp);
        var (after, threads) = Usage();
        foreach (var pair in connected)
            await pair.DisposeAsync();

        return new { peers = 2 * pairs, bytes = after - before, threads = threads - threadsBefore };
    }

    private static async Task SendAsync(ConnectedPair pair, byte[] message, CancellationToken end)
    {
        var channel = pair.Sender;
        channel.BufferedAmountLowThreshold = LowWater;
        try
        {
            // On a thread of the pool: a transport may do the work of a send in the call.
            await Task.Yield();
            while (!end.IsCancellationRequested)
            {
                while (channel.BufferedAmount < HighWater && !end.IsCancellationRequested)
                    channel.Send(message);

                await pair.SenderEvents.BufferedAmountLow.WaitAsync(Pause, end);
            }
        }
        catch (OperationCanceledException)
        {
            // The measurement is over.
        }
    }

    private static (long Bytes, int Threads) Usage()
    {
        // What the peers hold, without the free memory that the garbage collector keeps for the next objects.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        using var process = Process.GetCurrentProcess();
        return (process.WorkingSet64, process.Threads.Count);
    }

    private sealed class Counter : IDataChannelReceiver
    {
        private long _bytes;

        public long Bytes => Interlocked.Read(ref _bytes);

        public ValueTask OnMessageAsync(IRtcDataChannel channel, DataChannelMessage message)
        {
            Interlocked.Add(ref _bytes, message.Data.Length);
            return ValueTask.CompletedTask;
        }
    }
}
