using System.Diagnostics;
using System.Threading.Channels;
using Skapi.Rtc.Conformance;

namespace Skapi.Rtc.Managed.Networks.Tests.Namespaces;

/// <summary>A peer in a namespace: a process of <c>Skapi.Rtc.Managed.Networks.Node</c>.</summary>
internal sealed class NodeProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly List<string> _seen = [];

    private NodeProcess(Process process)
    {
        _process = process;
        _process.OutputDataReceived += (_, line) => Handle(line.Data);
        _process.ErrorDataReceived += (_, line) => Handle(line.Data is { Length: > 0 } text ? $"error {text}" : null);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>The peer to which descriptions and candidates go.</summary>
    public NodeProcess? Other { get; set; }

    /// <summary>Two peers whose signalling is joined. The left one offers.</summary>
    public static async Task<(NodeProcess Left, NodeProcess Right)> StartPairAsync(
        NetworkNamespace left, NetworkNamespace right, params string[] servers) => await StartPairAsync(left, right, servers, servers);

    /// <summary>Two peers with arguments of their own.</summary>
    public static async Task<(NodeProcess Left, NodeProcess Right)> StartPairAsync(
        NetworkNamespace left, NetworkNamespace right, string[] leftArguments, string[] rightArguments)
    {
        var pair = (Left: Start(left, "offer", leftArguments), Right: Start(right, "answer", rightArguments));
        (pair.Left.Other, pair.Right.Other) = (pair.Right, pair.Left);
        pair.Left.Tell("ready");
        await pair.Left.WaitForAsync("open");
        await pair.Right.WaitForAsync("open");
        return pair;
    }

    public void Tell(string line)
    {
        lock (_process)
        {
            _process.StandardInput.WriteLine(line);
            _process.StandardInput.Flush();
        }
    }

    /// <summary>The rest of the next line that begins with a word.</summary>
    public async Task<string> WaitForAsync(string word)
    {
        using var limit = new CancellationTokenSource(2 * PeerRecorder.HangGuard);
        try
        {
            await foreach (var line in _lines.Reader.ReadAllAsync(limit.Token))
            {
                _seen.Add(line);
                if (line.StartsWith("error ", StringComparison.Ordinal) || line.StartsWith("disorder ", StringComparison.Ordinal))
                    throw new InvalidOperationException(line);
                if (line == word || line.StartsWith($"{word} ", StringComparison.Ordinal))
                    return line[word.Length..].TrimStart();
            }
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"No “{word}” came. What came: {string.Join("; ", _seen)}");
        }

        throw new InvalidOperationException($"The node ended before “{word}” came. What came: {string.Join("; ", _seen)}");
    }

    /// <summary>The types and addresses of the pair in use: local type, local address, remote type, remote address, protocol.</summary>
    public async Task<string[]> AskForPairAsync()
    {
        Tell("pair");
        return (await WaitForAsync("pair")).Split(' ');
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static NodeProcess Start(NetworkNamespace network, string role, string[] arguments) => new(network.Start(
        [Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet",
        Path.Combine(AppContext.BaseDirectory, "Skapi.Rtc.Managed.Networks.Node.dll"), role, .. arguments]));

    private void Handle(string? line)
    {
        if (line is null)
            return;

        if (line.StartsWith("description ", StringComparison.Ordinal) || line.StartsWith("candidate ", StringComparison.Ordinal))
            Other?.Tell(line);
        else
            _lines.Writer.TryWrite(line);
    }
}
