using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Skapi.Realtime.Gateway.Tests.Infrastructure;

/// <summary>A client that speaks the wire protocol by hand, and reads frames as the published client does.</summary>
internal sealed class RealtimeClient(ClientWebSocket socket, string cid, string accessToken, string postToken) : IAsyncDisposable
{
    private int _markers;

    public string Cid { get; } = cid;

    public string AccessToken { get; } = accessToken;

    public string PostToken { get; } = postToken;

    public ClientWebSocket Socket { get; } = socket;

    public Task SendTextAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text);

    public Task SendAsync(byte[] message, WebSocketMessageType type) =>
        Socket.SendAsync(message, type, endOfMessage: true, CancellationToken.None).OrHang();

    public Task SendFrameAsync(object frame) => SendTextAsync(JsonSerializer.Serialize(frame));

    public Task JoinAsync(string? group) => SendFrameAsync(new { action = "joinRoom", rid = group, token = AccessToken });

    public Task BroadcastAsync(string group, object? content) =>
        SendFrameAsync(
            new { action = "broadcast", rid = group, content, notification = "", notificationConfig = new { }, token = PostToken });

    public Task SendToUserAsync(string userId, object? content) =>
        SendFrameAsync(
            new { action = "sendMessage", uid = userId, content, notification = "", notificationConfig = new { }, token = PostToken });

    public Task SignalAsync(string cid, object content) =>
        SendFrameAsync(new { action = "rtc", uid = $"cid:{cid}", content, token = AccessToken });

    /// <summary>Joins a group and reads the notice of it.</summary>
    public async Task EnterAsync(string group)
    {
        await JoinAsync(group);
        var notice = await ReceiveAsync();
        notice.Text("#code").ShouldBe("USER_JOINED");
        notice.Text("#scid").ShouldBe(Cid);
    }

    public async Task<JsonObject> ReceiveAsync() => JavaScript.ReadFrame(await ReceiveTextAsync());

    public async Task<string> ReceiveTextAsync()
    {
        var (type, message) = await ReceiveMessageAsync();
        type.ShouldBe(WebSocketMessageType.Text, $"the socket closed: {Socket.CloseStatus} {Socket.CloseStatusDescription}");
        return Encoding.UTF8.GetString(message);
    }

    /// <summary>Checks that nothing waits for this client: what it signals to itself is the next it reads.</summary>
    public async Task ExpectNothingAsync()
    {
        var marker = $"marker {++_markers}";
        await SignalAsync(Cid, new { marker });
        (await ReceiveAsync())["#rtc"]?["marker"]?.GetValue<string>().ShouldBe(marker);
    }

    /// <summary>Reads on to the close frame.</summary>
    public async Task<(WebSocketCloseStatus? Status, string? Description)> ReadToCloseAsync()
    {
        WebSocketMessageType type;
        do
            (type, _) = await ReceiveMessageAsync();
        while (type != WebSocketMessageType.Close);
        return (Socket.CloseStatus, Socket.CloseStatusDescription);
    }

    public Task CloseAsync() => Socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None).OrHang();

    public ValueTask DisposeAsync()
    {
        Socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<(WebSocketMessageType Type, byte[] Message)> ReceiveMessageAsync()
    {
        using var message = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (true)
        {
            var result = await Socket.ReceiveAsync(buffer, CancellationToken.None).OrHang();
            message.Write(buffer, 0, result.Count);
            if (result.EndOfMessage)
                return (result.MessageType, message.ToArray());
        }
    }
}
