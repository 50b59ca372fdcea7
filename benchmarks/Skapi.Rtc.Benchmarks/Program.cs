using System.Globalization;
using Skapi.Rtc.Benchmarks;
using Skapi.Rtc.GStreamer;
using Skapi.Rtc.Transport;
using Skapi.Rtc.InMemory;

if (args is ["--help", ..] or ["-h", ..] || args.Length % 2 != 0)
{
    Console.WriteLine(
        """
        Usage: dotnet run -c Release --project benchmarks/Skapi.Rtc.Benchmarks [-- --calls N] [--transport gstreamer|in-memory]

        Measures the time from ConnectRtcAsync to connected, and the set-up time of the transport alone. Then makes a hundred calls in a
        row and ten at once, and prints the memory and the descriptors that are in use afterwards.
        """);
    return args.Length % 2 == 0 ? 0 : 2;
}

var options = args.Chunk(2).ToDictionary(pair => pair[0], pair => pair[1]);
var calls = int.Parse(options.GetValueOrDefault("--calls", "40"), CultureInfo.InvariantCulture);
IRtcTransport transport =
    options.GetValueOrDefault("--transport", "gstreamer") == "in-memory" ? new InMemoryTransport() : new GStreamerTransport();

await SetUpBenchmark.RunAsync(transport, calls);
await Endurance.RunAsync(transport);
return 0;
