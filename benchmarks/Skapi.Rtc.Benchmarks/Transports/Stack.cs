using System.Diagnostics;
using System.Text.Json;
using Skapi.Rtc.GStreamer;
using Skapi.Rtc.Managed;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Benchmarks.Transports;

/// <summary>A WebRTC stack that is measured, each time in a process of its own.</summary>
/// <param name="Name">The name in the table.</param>
/// <param name="Create">Creates the transport, or null if the stack is an npm package.</param>
internal sealed record Stack(string Name, Func<IRtcTransport>? Create = null)
{
    /// <summary>The stack that the others are compared with.</summary>
    public const string Reference = "libwebrtc";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public static IReadOnlyList<Stack> All { get; } =
    [
        new("managed", static () => new ManagedTransport()),
        new("managed-plain-udp", static () => new ManagedTransport(new ManagedTransportOptions { UseSegmentationOffload = false })),
        new(Reference),
        new("libdatachannel"),
        new("werift"),
        new("gstreamer", static () => new GStreamerTransport()),
    ];

    /// <summary>Runs a measurement in a new process.</summary>
    /// <returns>Its result, or null if it failed. The reason is written to the error output.</returns>
    public Task<JsonElement?> MeasureAsync(params string[] arguments) => MeasureInAsync([], arguments);

    /// <summary>Runs a measurement in a new process behind a command, such as one that enters a network namespace.</summary>
    /// <inheritdoc cref="MeasureAsync"/>
    public async Task<JsonElement?> MeasureInAsync(string[] prefix, params string[] arguments)
    {
        string[] command = Create is null
            ? [.. prefix, "node", "--expose-gc", NodePackages.Script, Name, .. arguments]
            : [.. prefix, "dotnet", Environment.GetCommandLineArgs()[0], "measure", Name, .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            var errors = process.StandardError.ReadToEndAsync(patience.Token);
            var output = await process.StandardOutput.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            var last = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault() ?? "";
            if (process.ExitCode == 0 && last.StartsWith('{'))
                return JsonElement.Parse(last);

            await Console.Error.WriteLineAsync($"{Name} {string.Join(' ', arguments)} failed: {await errors}{output}");
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync($"{Name} {string.Join(' ', arguments)} did not end within {Patience.TotalMinutes} minutes.");
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }

        return null;
    }
}
