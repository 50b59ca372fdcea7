using System.Diagnostics;
using System.Globalization;

namespace Skapi.Rtc.Benchmarks.Transports;

/// <summary>A network namespace of Linux whose loopback device delays, drops and reorders packets (netem).</summary>
/// <remarks>
/// Both ends run in the namespace. Packets between two sockets of its address go through its loopback device, so they cross netem once each
/// way.
/// </remarks>
internal sealed class NetworkNamespace : IDisposable
{
    private const string Address = "192.0.2.1/24";

    private readonly string _name;

    private NetworkNamespace(string name) => _name = name;

    /// <summary>What a command starts with to run in the namespace.</summary>
    public string[] Prefix => ["ip", "netns", "exec", _name];

    /// <summary>Creates a namespace.</summary>
    /// <param name="faults">What its network does.</param>
    /// <param name="reason">Why the namespace cannot be created, or null if it was.</param>
    public static NetworkNamespace? TryCreate(NetworkFaults faults, out string? reason)
    {
        var created = new NetworkNamespace(string.Create(CultureInfo.InvariantCulture, $"skapi-{Environment.ProcessId}"));
        var delay = string.Create(CultureInfo.InvariantCulture, $"{faults.RoundTrip.TotalMilliseconds / 2}ms");
        string[] reorder = faults.ReorderPercent > 0 ? ["reorder", $"{100 - faults.ReorderPercent}%"] : [];
        string[] loss = faults.LossPercent > 0 ? ["loss", $"{faults.LossPercent}%"] : [];
        string[][] commands =
        [
            ["ip", "netns", "add", created._name],
            [.. created.Prefix, "ip", "link", "set", "lo", "up"],
            [.. created.Prefix, "ip", "link", "add", "line", "type", "veth", "peer", "name", "other"],
            [.. created.Prefix, "ip", "address", "add", Address, "dev", "line"],
            [.. created.Prefix, "ip", "link", "set", "other", "up"],
            [.. created.Prefix, "ip", "link", "set", "line", "up"],

            // The queue of netem holds what is on the way; its default of 1,000 packets would limit a fast line.
            [.. created.Prefix, "tc", "qdisc", "add", "dev", "lo", "root", "netem", "limit", "100000", "delay", delay, .. loss, .. reorder],
        ];
        foreach (var command in commands)
        {
            if (Run(command) is not { } error)
                continue;

            reason = $"“{string.Join(' ', command)}” failed: {error}";
            created.Dispose();
            return null;
        }

        reason = null;
        return created;
    }

    public void Dispose() => Run(["ip", "netns", "delete", _name]);

    // Returns what the command wrote to its error output, or null if it succeeded.
    private static string? Run(string[] command)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardError = true })!;
            var error = process.StandardError.ReadToEnd().Trim();
            process.WaitForExit();
            return process.ExitCode == 0 ? null : error;
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            return exception.Message;
        }
    }
}
