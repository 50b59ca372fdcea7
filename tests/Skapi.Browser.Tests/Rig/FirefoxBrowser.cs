using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Skapi.Browser.Tests.Rig;

/// <summary>The Firefox of the machine, driven by puppeteer-core in a Node.js process (Page/firefox.mjs).</summary>
public sealed class FirefoxBrowser : IAsyncDisposable
{
    private static readonly TimeSpan HangGuard = TimeSpan.FromSeconds(60);
    private static readonly string[] Names = ["firefox-esr", "firefox"];

    private readonly Process _process;
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonNode?>> _requests = new();
    private readonly ConcurrentDictionary<string, Action<JsonNode>> _pages = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _writing = new();
    private int _lastRequest;

    private FirefoxBrowser(Process process) => _process = process;

    /// <summary>Starts the browser.</summary>
    public static async Task<FirefoxBrowser> LaunchAsync()
    {
        var script = Repository.PathOf("tests", "Skapi.Browser.Tests", "Page", "firefox.mjs");
        var start = new ProcessStartInfo("node", [script, FindExecutable()])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var browser = new FirefoxBrowser(new Process { StartInfo = start });
        browser._process.OutputDataReceived += browser.OnLine;
        browser._process.Start();
        browser._process.BeginOutputReadLine();
        await browser._ready.Task.WaitAsync(HangGuard);
        return browser;
    }

    /// <summary>Opens a page.</summary>
    /// <param name="handler">Receives what the page reports.</param>
    /// <param name="arguments">The arguments of “open” in firefox.mjs.</param>
    /// <returns>The page's id.</returns>
    internal async Task<string> OpenAsync(Action<JsonNode> handler, JsonObject arguments)
    {
        var id = Guid.NewGuid().ToString();
        _pages[id] = handler;
        await RequestAsync("open", id, arguments);
        return id;
    }

    /// <summary>Calls a method of firefox.mjs.</summary>
    internal async Task<string> RequestAsync(string method, string page, JsonObject? arguments = null)
    {
        var request = arguments?.DeepClone().AsObject() ?? [];
        var id = Interlocked.Increment(ref _lastRequest);
        (request["id"], request["method"], request["page"]) = (id, method, page);
        var reply = new TaskCompletionSource<JsonNode?>(TaskCreationOptions.RunContinuationsAsynchronously);
        _requests[id] = reply;
        lock (_writing)
            _process.StandardInput.WriteLine(request.ToJsonString());
        return (await reply.Task.WaitAsync(HangGuard))?.ToString() ?? "";
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        try
        {
            await _process.WaitForExitAsync().WaitAsync(HangGuard);
        }
        catch (TimeoutException)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private static string FindExecutable()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return folders.SelectMany(folder => Names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists)
            ?? throw new FileNotFoundException("Firefox is missing; eng/install-firefox.sh installs it.");
    }

    private void OnLine(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is null)
            return;

        var message = JsonNode.Parse(line.Data)!;
        if (message["ready"] is not null)
            _ready.TrySetResult();
        else if ((int?)message["id"] is { } id && _requests.TryRemove(id, out var reply))
            Settle(reply, message);
        else if ((string?)message["page"] is { } page && _pages.TryGetValue(page, out var handler))
            handler(message);
    }

    private static void Settle(TaskCompletionSource<JsonNode?> reply, JsonNode message)
    {
        if ((string?)message["failure"] is { } failure)
            reply.TrySetException(new InvalidOperationException(failure));
        else
            reply.TrySetResult(message["result"]);
    }
}
