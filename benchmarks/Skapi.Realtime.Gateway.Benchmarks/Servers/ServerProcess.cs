using System.Diagnostics;
using System.Globalization;

namespace Skapi.Realtime.Gateway.Benchmarks.Servers;

/// <summary>A server in a process of its own.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;

    private ServerProcess(Process process, Uri address)
    {
        _process = process;
        Address = address;
        Http = new HttpClient { BaseAddress = address };
    }

    public Uri Address { get; }

    public HttpClient Http { get; }

    /// <summary>The CPU time that it has used.</summary>
    public TimeSpan Cpu
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Starts a server.</summary>
    /// <param name="kind">The kind of server.</param>
    /// <param name="redis">The address of the Redis through which it works with others, or null.</param>
    public static async Task<ServerProcess> StartAsync(string kind, string? redis)
    {
        string[] arguments = redis is null ? ["serve", kind] : ["serve", kind, redis];
        var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            // Both kinds of server run like this. Threads do not spin, as the guide recommends. All code is compiled once and with
            // optimizations, because otherwise a busy machine measures how far the compiler has come.
            Environment =
            {
                ["DOTNET_ThreadPool_UnfairSemaphoreSpinLimit"] = "0",
                ["DOTNET_TieredCompilation"] = "0",
                ["DOTNET_ReadyToRun"] = "0",
            },
        })!;
        return new ServerProcess(process, new Uri((await process.StandardOutput.ReadLineAsync())!));
    }

    /// <summary>Reads one of the numbers that the server tells.</summary>
    public async Task<long> ReadAsync(string path) =>
        long.Parse(await Http.GetStringAsync(new Uri(path, UriKind.Relative)), CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
