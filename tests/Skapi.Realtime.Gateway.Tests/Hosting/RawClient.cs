using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Skapi.Realtime.Gateway.Tests.Connections;
using Skapi.Realtime.Gateway.Tests.Infrastructure;

namespace Skapi.Realtime.Gateway.Tests.Hosting;

/// <summary>A client whose every byte a test decides about. It answers no ping by itself.</summary>
internal sealed class RawClient(Uri address, string token) : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp);

    /// <summary>Sends the request, and frames in the same segment.</summary>
    public async Task ConnectAsync(params byte[][] frames)
    {
        await _socket.ConnectAsync(address.Host, address.Port).OrHang();
        var request = Encoding.ASCII.GetBytes($"""
            GET /realtime?token={token} HTTP/1.1
            Host: {address.Authority}
            Connection: Upgrade
            Upgrade: websocket
            Sec-WebSocket-Version: 13
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==


            """.ReplaceLineEndings("\r\n"));
        await SendAsync([.. request, .. frames.SelectMany(static frame => frame)]);
    }

    public byte[] Join(string group) => ClientFrames.Text(JsonSerializer.Serialize(new { action = "joinRoom", rid = group, token }));

    public byte[] Broadcast(string group, string content) => ClientFrames.Text(JsonSerializer.Serialize(
        new { action = "broadcast", rid = group, content, notification = "", notificationConfig = new { }, token }));

    public async Task SendAsync(byte[] bytes)
    {
        for (var sent = 0; sent < bytes.Length;)
            sent += await _socket.SendAsync(bytes.AsMemory(sent)).AsTask().OrHang();
    }

    /// <summary>Reads the response with its headers.</summary>
    public async Task<string> ReadResponseAsync()
    {
        var response = new StringBuilder();
        while (!response.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
            response.Append((char)(await ReadAsync(1))[0]);
        return response.ToString();
    }

    /// <summary>Reads a frame.</summary>
    /// <returns>The first byte of the frame, and its content.</returns>
    public async Task<(byte Start, byte[] Content)> ReadFrameAsync()
    {
        var header = await ReadAsync(2);
        int length = header[1];
        if (length == 126)
            length = BinaryPrimitives.ReadUInt16BigEndian(await ReadAsync(2));
        else if (length == 127)
            length = (int)BinaryPrimitives.ReadUInt64BigEndian(await ReadAsync(8));
        return (header[0], await ReadAsync(length));
    }

    public void Dispose() => _socket.Dispose();

    private async Task<byte[]> ReadAsync(int length)
    {
        var bytes = new byte[length];
        for (var read = 0; read < length;)
        {
            var count = await _socket.ReceiveAsync(bytes.AsMemory(read)).AsTask().OrHang();
            count.ShouldBePositive("the connection has ended");
            read += count;
        }

        return bytes;
    }
}
