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

        How long a call takes from ConnectRtcAsync to connected, beside the transport's own set-up without the layers above it; then
        a hundred calls in a row and ten at once, with the memory and descriptors that they leave behind.
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
