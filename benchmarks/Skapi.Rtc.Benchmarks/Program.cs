using System.Globalization;
using System.Text.Json;
using Skapi.Rtc.Benchmarks;
using Skapi.Rtc.Benchmarks.Browsers;
using Skapi.Rtc.Benchmarks.Pictures;
using Skapi.Rtc.Benchmarks.Servers;
using Skapi.Rtc.Benchmarks.Transports;
using Skapi.Rtc.Benchmarks.World;
using Skapi.Rtc.GStreamer;
using Skapi.Rtc.InMemory;
using Skapi.Rtc.Transport;

const string usage = """
    Usage: dotnet run -c Release --project benchmarks/Skapi.Rtc.Benchmarks [-- --calls N] [--transport gstreamer|in-memory]
           dotnet run -c Release --project benchmarks/Skapi.Rtc.Benchmarks -- transports [--seconds N] [--rounds N]
           dotnet run -c Release --project benchmarks/Skapi.Rtc.Benchmarks -- networks [--seconds N]
           dotnet run -c Release --project benchmarks/Skapi.Rtc.Benchmarks -- chromium [--calls N]
           dotnet run -c Release --project benchmarks/Skapi.Rtc.Benchmarks -- pictures [--calls N]
           dotnet run -c Release --project benchmarks/Skapi.Rtc.Benchmarks -- media [--seconds N] [--rounds N]
           dotnet run -c Release --project benchmarks/Skapi.Rtc.Benchmarks -- server [--peers N] [--seconds N]
           dotnet run -c Release --project benchmarks/Skapi.Rtc.Benchmarks -- world [--pairs N] [--rounds N]

    Without a command: measures the time from ConnectRtcAsync to connected, and the set-up time of the transport alone. Then makes a
    hundred calls in a row and ten at once, and prints the memory and the descriptors that are in use afterwards.

    transports: compares the managed transport with libwebrtc, libdatachannel and werift (from npm) and GStreamer in one run: the time
    from an offer to an open channel, the throughput of a data channel, its CPU time a byte, and the memory of idle peers.

    networks: compares their throughput over networks with a delay of 20 or 50 ms, loss and reordering, in network namespaces with netem.
    Needs root on Linux, and says so if the machine cannot do it.

    chromium: measures the time from an offer of the managed transport to an open channel to a page in Chromium, beside two peers of that
    page alone. Needs Chromium (eng/install-chromium.sh).

    pictures: measures the time from an offer to the first decoded picture between two .NET clients, over the managed transport with VP8
    key frames that were encoded ahead of time, and over GStreamer with its codecs.

    media: compares what a stream of encoded pictures of 1 Mbit/s costs over the managed transport, libdatachannel, libwebrtc and GStreamer
    in one run, and the time from an offer to the first picture. Needs GStreamer.

    server: connects clients of another process to peers that share one UDP port, and measures the memory of the peers and the CPU time of
    sound in both directions.

    world: compares the managed transport with libwebrtc (from npm) and GStreamer in one run: the time of a restart of ICE, the time from an
    offer to an open channel over a TURN server, and the time of many connections at once. Needs coturn (eng/install-coturn.sh).
    """;

switch (args)
{
    case ["--help" or "-h", ..]:
        Console.WriteLine(usage);
        return 0;
    case ["transports", .. var rest] when rest.Length % 2 == 0:
        var settings = Options(rest);
        await TransportComparison.RunAsync(Number(settings, "--seconds", 3), Number(settings, "--rounds", 3));
        return 0;
    case ["networks", .. var rest] when rest.Length % 2 == 0:
        await NetworkComparison.RunAsync(Number(Options(rest), "--seconds", 5));
        return 0;
    case ["chromium", .. var rest] when rest.Length % 2 == 0:
        await ChromiumSetUp.RunAsync(Number(Options(rest), "--calls", 40));
        return 0;
    case ["pictures", .. var rest] when rest.Length % 2 == 0:
        await PictureSetUp.RunAsync(Number(Options(rest), "--calls", 40));
        return 0;
    case ["media", .. var rest] when rest.Length % 2 == 0:
        var length = Options(rest);
        await PictureComparison.RunAsync(Number(length, "--seconds", 10), Number(length, "--rounds", 3));
        return 0;
    case ["measure", var name, "pictures", var file, var time, var streams]:
        Console.WriteLine(JsonSerializer.Serialize(
            await PictureMeasurement.RunAsync(CreateTransport(name), file, Parse(time), Parse(streams))));
        return 0;
    case ["server", .. var rest] when rest.Length % 2 == 0:
        await ServerBenchmark.RunAsync(Number(Options(rest), "--peers", 1000), Number(Options(rest), "--seconds", 10));
        return 0;
    case ["world", .. var rest] when rest.Length % 2 == 0:
        await WorldComparison.RunAsync(Number(Options(rest), "--pairs", 15), Number(Options(rest), "--rounds", 3));
        return 0;
    case ["measure", var name, "world", var what, var count, .. var server]:
        Console.WriteLine(JsonSerializer.Serialize(await WorldMeasurement.RunAsync(CreateTransport(name), what, Parse(count), server)));
        return 0;
    case ["server-clients", var clients]:
        await ServerClients.RunAsync(Parse(clients));
        return 0;
    case ["measure", var name, var what, .. var numbers]:
        Console.WriteLine(JsonSerializer.Serialize(await MeasureAsync(name, what, [.. numbers.Select(Parse)])));
        return 0;
    case [] or ["--calls" or "--transport", ..] when args.Length % 2 == 0:
        var options = Options(args);
        IRtcTransport transport =
            options.GetValueOrDefault("--transport", "gstreamer") == "in-memory" ? new InMemoryTransport() : new GStreamerTransport();
        await SetUpBenchmark.RunAsync(transport, Number(options, "--calls", 40));
        await Endurance.RunAsync(transport);
        return 0;
    default:
        Console.Error.WriteLine(usage);
        return 2;
}

static Dictionary<string, string> Options(string[] arguments) => arguments.Chunk(2).ToDictionary(pair => pair[0], pair => pair[1]);

static int Number(Dictionary<string, string> options, string name, int otherwise) =>
    options.TryGetValue(name, out var text) ? Parse(text) : otherwise;

static int Parse(string text) => int.Parse(text, CultureInfo.InvariantCulture);

static IRtcTransport CreateTransport(string name) => Stack.All.Single(stack => stack.Name == name).Create!();

// Runs in a process of its own, which the command “transports” starts.
static Task<object> MeasureAsync(string name, string what, int[] numbers)
{
    var transport = CreateTransport(name);
    return what switch
    {
        "set-up" => StackMeasurement.SetUpAsync(transport, numbers[0]),
        "throughput" => StackMeasurement.ThroughputAsync(transport, numbers[0], numbers[1]),
        _ => StackMeasurement.IdleAsync(transport, numbers[0]),
    };
}
