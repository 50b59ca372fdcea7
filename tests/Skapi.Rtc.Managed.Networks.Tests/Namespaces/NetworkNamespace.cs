using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Skapi.Rtc.Conformance;

namespace Skapi.Rtc.Managed.Networks.Tests.Namespaces;

/// <summary>A network namespace of Linux: interfaces, addresses and routes of its own.</summary>
internal sealed class NetworkNamespace : IDisposable
{
    private static int s_count;

    public NetworkNamespace()
    {
        Name = string.Create(CultureInfo.InvariantCulture, $"skapi-{Environment.ProcessId}-{Interlocked.Increment(ref s_count)}");
        Run(["ip", "netns", "add", Name]);
        Ip("link set lo up");
    }

    /// <summary>Why namespaces cannot be created here, or null if they can.</summary>
    public static string? WhyNot { get; } = Probe();

    public string Name { get; }

    /// <summary>Starts a program in the namespace, with its three streams redirected.</summary>
    public Process Start(params string[] command)
    {
        string[] all = ["netns", "exec", Name, .. command];
        return Process.Start(new ProcessStartInfo("ip", all)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
    }

    /// <summary>Runs <c>ip</c> in the namespace.</summary>
    public void Ip(string arguments) => Run(["ip", "-n", Name, .. arguments.Split(' ')]);

    /// <summary>Runs a program in the namespace, and returns what it wrote.</summary>
    public string Execute(params string[] command) => Run(["ip", "netns", "exec", Name, .. command]);

    /// <summary>
    /// Waits until every interface works. The kernel may take a second after an interface was set up, and until then it has no carrier and
    /// sends nothing.
    /// </summary>
    public async Task WaitUntilUpAsync()
    {
        using var limit = new CancellationTokenSource(PeerRecorder.HangGuard);
        while (Execute("ip", "-o", "link", "show", "type", "veth").Split('\n').Any(IsWaiting))
            await Task.Delay(20, limit.Token);

        static bool IsWaiting(string link) => link.Length > 0 && !link.Contains(" state UP ", StringComparison.Ordinal);
    }

    /// <summary>Loads a ruleset of nftables into the namespace.</summary>
    public void LoadRules(string rules)
    {
        using var process = Start("nft", "-f", "-");
        process.StandardInput.Write(rules);
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"nft failed: {error}");
    }

    public void Dispose() => Run(["ip", "netns", "delete", Name]);

    /// <summary>Runs a command, and returns what it wrote.</summary>
    public static string Run(string[] command)
    {
        using var process = Process.Start(new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEnd();
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output
            : throw new InvalidOperationException($"“{string.Join(' ', command)}” failed: {error.Trim()}");
    }

    private static string? Probe()
    {
        try
        {
            using var probe = new NetworkNamespace();
            probe.Ip("link add probe type veth peer name other");
            return null;
        }
        catch (Exception error) when (error is InvalidOperationException or Win32Exception)
        {
            return $"Network namespaces cannot be created here, so nothing is tested in them. {error.Message}";
        }
    }
}
