using System.Diagnostics;
using System.Globalization;
using Skapi.Rtc.Managed;
using Skapi.Rtc.Media;

namespace Skapi.Rtc.Benchmarks.Servers;

/// <summary>A server whose peers share one UDP port, and clients in another process: joining, memory, and the CPU time of sound.</summary>
internal static class ServerBenchmark
{
    /// <summary>Measures, and prints a table.</summary>
    /// <param name="count">The number of clients.</param>
    /// <param name="seconds">How long sound flows in both directions.</param>
    public static async Task RunAsync(int count, int seconds)
    {
        var transport = new ManagedTransport(new ManagedTransportOptions { SharedPort = 0 });
        var feed = new EncodedFeed(MediaCodec.Opus);
        var peers = new Dictionary<int, ServerPeer>();
        var before = Usage();
        using var clients = Start(count);
        var began = Stopwatch.GetTimestamp();
        await SignalAsync(clients, transport, feed, peers);
        var joined = Stopwatch.GetElapsedTime(began);
        await Task.Delay(TimeSpan.FromSeconds(2));
        var after = Usage();

        using var end = new CancellationTokenSource();
        clients.StandardInput.WriteLine("sound");
        var sending = SoundFeed.RunAsync(feed, end.Token);
        await Task.Delay(TimeSpan.FromSeconds(1));
        var (framesBefore, sentBefore) = (Frames(peers), await CountAsync(clients));
        var (cpu, at) = (Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp());
        await Task.Delay(TimeSpan.FromSeconds(seconds));
        var (used, took) = (Environment.CpuUsage.TotalTime - cpu, Stopwatch.GetElapsedTime(at));
        var (received, sent) = (Frames(peers) - framesBefore, await CountAsync(clients) - sentBefore);
        var flowing = Usage();
        await end.CancelAsync();
        await sending;
        clients.StandardInput.Close();
        var left = Stopwatch.GetTimestamp();
        foreach (var peer in peers.Values)
            await peer.DisposeAsync();

        var ended = Stopwatch.GetElapsedTime(left);
        await clients.WaitForExitAsync();
        Print("peers on one port", $"{count}");
        Print("joined in", $"{joined.TotalSeconds:F1} s, both ends on this machine");
        Print("memory of the server", $"{(after.Bytes - before.Bytes) / 1024.0 / count:F0} KiB a peer");
        Print("memory with sound", $"{(flowing.Bytes - before.Bytes) / 1024.0 / count:F0} KiB a peer");
        Print("threads", $"{before.Threads} before, {after.Threads} with all peers");
        Print("sound received", $"{received / took.TotalSeconds / count:F1} frames a second and peer");
        Print("sound that clients received", $"{sent / took.TotalSeconds / count:F1} frames a second and peer");
        Print("CPU of the server", $"{used / took:F2} cores");
        Print("left in", $"{ended.TotalSeconds:F1} s");
    }

    private static void Print(string what, FormattableString value) =>
        Console.WriteLine($"{what,-28} {FormattableString.Invariant(value)}");

    private static long Frames(Dictionary<int, ServerPeer> peers) => peers.Values.Sum(static peer => peer.Frames);

    private static async Task<long> CountAsync(Process clients)
    {
        clients.StandardInput.WriteLine("count");
        while (await clients.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("frames ", StringComparison.Ordinal))
                return long.Parse(line["frames ".Length..], CultureInfo.InvariantCulture);
        }

        throw new InvalidOperationException("The process of the clients has ended.");
    }

    private static async Task SignalAsync(Process clients, ManagedTransport transport, EncodedFeed feed, Dictionary<int, ServerPeer> peers)
    {
        void Write(string line)
        {
            lock (clients)
            {
                clients.StandardInput.WriteLine(line);
                clients.StandardInput.Flush();
            }
        }

        while (await clients.StandardOutput.ReadLineAsync() is { } line && line != "connected")
        {
            var words = line.Split(' ', 3);
            var number = int.Parse(words[0], CultureInfo.InvariantCulture);
            if (!peers.TryGetValue(number, out var peer))
                peers[number] = peer = await ServerPeer.CreateAsync(transport, number, feed, Write);

            await peer.HandleAsync(words[1], words[2]);
        }
    }

    private static Process Start(int count) => Process.Start(
        new ProcessStartInfo(
            "dotnet", [typeof(ServerBenchmark).Assembly.Location, "server-clients", FormattableString.Invariant($"{count}")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;

    private static (long Bytes, int Threads) Usage()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        using var process = Process.GetCurrentProcess();
        return (process.WorkingSet64, process.Threads.Count);
    }
}
