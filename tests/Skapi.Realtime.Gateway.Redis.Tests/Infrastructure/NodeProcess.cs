using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;
using Skapi.Realtime.Gateway.Development;
using Skapi.Realtime.Gateway.Tests.Infrastructure;

namespace Skapi.Realtime.Gateway.Redis.Tests.Infrastructure;

/// <summary>A gateway in a process of its own.</summary>
internal sealed class NodeProcess : IAsyncDisposable
{
    private static readonly byte[] Key = Enumerable.Range(0, 32).Select(static value => (byte)value).ToArray();
    private static readonly DevelopmentTokens Tokens = new(new SymmetricSecurityKey(Key), TimeProvider.System);

    private readonly Process _process;
    private readonly Uri _address;

    private NodeProcess(Process process, Uri address) => (_process, _address) = (process, address);

    public static async Task<NodeProcess> StartAsync(RedisServer redis)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Skapi.Realtime.Gateway.Redis.Node.dll"));
        start.ArgumentList.Add(redis.Address);
        start.ArgumentList.Add(Convert.ToBase64String(Key));
        var process = Process.Start(start) ?? throw new InvalidOperationException("The node does not start.");
        var address = await process.StandardOutput.ReadLineAsync().OrHang();
        return new NodeProcess(process, new Uri(address ?? throw new InvalidOperationException("The node has ended.")));
    }

    public async Task<RealtimeClient> ConnectAsync(string userId)
    {
        var token = Tokens.IssueAccessToken(userId, GatewayHost.Service, GatewayHost.Owner);
        var address = new Uri($"ws://{_address.Authority}/realtime?token={token}");
        ClientWebSocket? socket = null;
        // A node that makes its connection to Redis anew refuses with 503.
        await Eventually.TrueAsync(async () => (socket = await TryConnectAsync(address)) is not null);
        var idToken = Tokens.IssueIdToken(userId, GatewayHost.Service, GatewayHost.Owner);
        return new RealtimeClient(
            socket!, socket!.HttpResponseHeaders!["Skapi-Cid"].Single(), token, $"IdT:{GatewayHost.Service}:{GatewayHost.Owner}:{idToken}");
    }

    /// <summary>The cids in a group, as the node lists them; null if it cannot.</summary>
    public async Task<IReadOnlyList<string>?> TryListAsync(string group)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_address, "/realtime/get-ws-group"))
        {
            Content = JsonContent.Create(new { service = GatewayHost.Service, owner = GatewayHost.Owner, group }),
        };
        request.Headers.TryAddWithoutValidation("Authorization", Tokens.IssueIdToken("reader", GatewayHost.Service, GatewayHost.Owner));
        using var response = await http.SendAsync(request).OrHang();
        var body = JsonNode.Parse(await response.Content.ReadAsStringAsync().OrHang())!;
        return (body["list"] as JsonArray)?.Select(entry => entry!.AsObject().Text("cid")!).ToList();
    }

    public Task KillAsync()
    {
        _process.Kill();
        return _process.WaitForExitAsync().OrHang();
    }

    public Task PauseAsync() => SignalAsync("STOP");

    public Task ContinueAsync() => SignalAsync("CONT");

    /// <summary>Lets it close its connections and end.</summary>
    public Task StopAsync()
    {
        _process.StandardInput.Close();
        return _process.WaitForExitAsync().OrHang();
    }

    public ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
        return ValueTask.CompletedTask;
    }

    private static async Task<ClientWebSocket?> TryConnectAsync(Uri address)
    {
        var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        try
        {
            await socket.ConnectAsync(address, CancellationToken.None).OrHang();
            return socket;
        }
        catch (WebSocketException) when (socket.HttpStatusCode == HttpStatusCode.ServiceUnavailable)
        {
            socket.Dispose();
            return null;
        }
    }

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{_process.Id}"]);
        await kill.WaitForExitAsync().OrHang();
    }
}
