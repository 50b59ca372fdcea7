using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Skapi.Testing;

namespace Skapi.Rtc.Managed.Interop.Tests.Node;

/// <summary>A Node.js process that runs peers of one npm package (<c>Node/peers.mjs</c>).</summary>
internal sealed class NodeProcess : IAsyncDisposable
{
    private static readonly TimeSpan HangGuard = TimeSpan.FromSeconds(30);

    private readonly Process _process;
    private readonly ConcurrentDictionary<int, TaskCompletionSource<string?>> _requests = new();
    private readonly ConcurrentDictionary<string, Action<JsonNode>> _peers = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _writing = new();
    private int _lastRequest;

    private NodeProcess(Process process) => _process = process;

    /// <summary>Starts the peers of a stack.</summary>
    /// <param name="stack">The name of the stack in <c>peers.mjs</c>.</param>
    public static async Task<NodeProcess> StartAsync(string stack)
    {
        var folder = Repository.PathOf("tests/Skapi.Rtc.Managed.Interop.Tests");
        if (!Directory.Exists(Path.Combine(folder, "node_modules")))
            throw new DirectoryNotFoundException($"“{folder}/node_modules” is missing. Run eng/install-npm.sh.");

        var start = new ProcessStartInfo("node", [Path.Combine(folder, "Node", "peers.mjs"), stack])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true,
        };
        var node = new NodeProcess(new Process { StartInfo = start });
        node._process.OutputDataReceived += node.OnLine;
        node._process.Start();
        node._process.BeginOutputReadLine();
        await node._ready.Task.WaitAsync(HangGuard);
        return node;
    }

    /// <summary>Sets what receives the events of a peer.</summary>
    public void Listen(string peer, Action<JsonNode> handler) => _peers[peer] = handler;

    /// <summary>Calls a method of <c>peers.mjs</c>.</summary>
    /// <param name="request">The request: its method and its arguments.</param>
    /// <returns>The result, or null if the method has no result.</returns>
    public Task<string?> RequestAsync(JsonObject request)
    {
        var id = Interlocked.Increment(ref _lastRequest);
        request["id"] = id;
        var reply = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        _requests[id] = reply;
        lock (_writing)
            _process.StandardInput.WriteLine(request.ToJsonString());
        return reply.Task.WaitAsync(HangGuard);
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        try
        {
            await _process.WaitForExitAsync().WaitAsync(HangGuard);
        }
        finally
        {
            _process.Kill(entireProcessTree: true);
            _process.Dispose();
        }
    }

    private void OnLine(object sender, DataReceivedEventArgs line)
    {
        // A stack may write lines of its own.
        if (line.Data is not ['{', ..])
            return;

        var message = JsonNode.Parse(line.Data)!;
        if (message["ready"] is not null)
            _ready.TrySetResult();
        else if (message["event"] is not null && _peers.TryGetValue((string)message["peer"]!, out var handler))
            handler(message);
        else if ((int?)message["id"] is { } id && _requests.TryRemove(id, out var reply))
            Settle(reply, message);
    }

    private static void Settle(TaskCompletionSource<string?> reply, JsonNode message)
    {
        if ((string?)message["failure"] is { } failure)
            reply.TrySetException(new InvalidOperationException(failure));
        else
            reply.TrySetResult((string?)message["result"]);
    }
}
