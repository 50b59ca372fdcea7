using System.Globalization;
using Skapi.Rtc.Managed;
using Skapi.Rtc.Media;

namespace Skapi.Rtc.Benchmarks.Servers;

/// <summary>The clients of <see cref="ServerBenchmark"/>, in a process of their own. Each has a port of its own.</summary>
internal static class ServerClients
{
    private const int AtOnce = 20;

    /// <summary>Connects the clients, sends sound from the line <c>sound</c> on, and ends with the input.</summary>
    public static async Task RunAsync(int count)
    {
        var transport = new ManagedTransport();
        var feed = new EncodedFeed(MediaCodec.Opus);
        var peers = new ServerPeer?[count];
        var connecting = ConnectAsync(transport, feed, peers);
        using var end = new CancellationTokenSource();
        var sending = Task.CompletedTask;
        while (await Console.In.ReadLineAsync() is { } line)
        {
            if (line == "sound")
            {
                sending = SoundFeed.RunAsync(feed, end.Token);
                continue;
            }

            if (line == "count")
            {
                Write(string.Create(CultureInfo.InvariantCulture, $"frames {peers.Sum(static peer => peer?.Frames ?? 0)}"));
                continue;
            }

            var words = line.Split(' ', 3);
            await peers[int.Parse(words[0], CultureInfo.InvariantCulture)]!.HandleAsync(words[1], words[2]);
        }

        // An input that ended before all were connected means that the server has failed.
        await end.CancelAsync();
        await sending;
        if (connecting.IsCompleted)
            await connecting;
    }

    private static async Task ConnectAsync(ManagedTransport transport, EncodedFeed feed, ServerPeer?[] peers)
    {
        await Task.Yield();
        var waiting = new Queue<Task>();
        for (var number = 0; number < peers.Length; number++)
        {
            var created = await ServerPeer.CreateAsync(transport, number, feed, Write);
            peers[number] = created;
            await created.OfferAsync();
            waiting.Enqueue(created.Connected);
            if (waiting.Count == AtOnce)
                await waiting.Dequeue();
        }

        await Task.WhenAll(waiting);
        Write("connected");
    }

    private static void Write(string line)
    {
        lock (Console.Out)
        {
            Console.Out.WriteLine(line);
            Console.Out.Flush();
        }
    }
}
