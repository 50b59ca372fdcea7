using System.Net.WebSockets;
using Skapi.Realtime.Gateway.Wire;

namespace Skapi.Realtime.Gateway.Tests.Wire;

public class WebSocketFrameTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(125)]
    [InlineData(126)]
    [InlineData(65535)]
    [InlineData(65536)]
    [InlineData(200_000)]
    public async Task A_client_reads_the_text_as_one_message(int length)
    {
        var frame = WebSocketFrame.CreateText(length, out var text);
        for (var index = 0; index < length; index++)
            text[index] = (byte)('a' + (index % 26));
        var expected = WebSocketFrame.TextOf(frame).ToArray();
        using var socket = WebSocket.CreateFromStream(new MemoryStream(frame), new WebSocketCreationOptions { IsServer = false });
        var buffer = new byte[length + 1];

        var received = 0;
        ValueWebSocketReceiveResult result;
        do
        {
            result = await socket.ReceiveAsync(buffer.AsMemory(received), CancellationToken.None);
            received += result.Count;
        }
        while (!result.EndOfMessage);

        result.MessageType.ShouldBe(WebSocketMessageType.Text);
        buffer.AsSpan(0, received).SequenceEqual(expected).ShouldBeTrue();
    }

    [Fact]
    public void Only_a_close_frame_closes()
    {
        WebSocketFrame.IsClose([0x88, 2, 3, 0xE8]).ShouldBeTrue();
        WebSocketFrame.IsClose(WebSocketFrame.Ping.Span).ShouldBeFalse();
        WebSocketFrame.IsClose(WebSocketFrame.CreateText(3, out _)).ShouldBeFalse();
        WebSocketFrame.IsClose([]).ShouldBeFalse();
    }
}
