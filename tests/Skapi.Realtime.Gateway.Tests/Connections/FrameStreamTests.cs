using System.Net;
using System.Net.Sockets;
using Skapi.Realtime.Gateway.Connections;
using Skapi.Realtime.Gateway.Tests.Infrastructure;
using Skapi.Realtime.Gateway.Wire;

namespace Skapi.Realtime.Gateway.Tests.Connections;

public sealed partial class FrameStreamTests : IAsyncLifetime, IDisposable
{
    private static readonly byte[] Close = [0x88, 0];
    private static readonly byte[] Pong = [0x8A, 0];

    private readonly ServerStream _server = new();
    private Socket _socket = null!;
    private Socket _client = null!;
    private FrameStream _stream = null!;

    public async Task InitializeAsync()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        _client = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await _client.ConnectAsync(listener.LocalEndpoint);
        _socket = await listener.AcceptSocketAsync();
        _stream = new FrameStream(_server, _socket);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        _stream.Dispose();
        _socket.Dispose();
        _client.Dispose();
    }

    [Fact]
    public async Task A_frame_that_the_kernel_does_not_take_at_once_stays_whole()
    {
        await ProveAsync();
        // More than the buffers of both sockets hold.
        var large = Frame(16 * 1024 * 1024);

        var writing = _stream.WriteFrameAsync(large).AsTask();
        writing.IsCompleted.ShouldBeFalse();
        var pong = _stream.WriteAsync(Pong).AsTask();
        var next = _stream.WriteFrameAsync(Frame(3)).AsTask();
        var read = await ReadAsync(large.Length + Pong.Length + Frame(3).Length);

        await Task.WhenAll(writing, pong, next).OrHang();
        read.AsSpan(0, large.Length).SequenceEqual(large).ShouldBeTrue();
        read[large.Length..].ShouldBe([.. Pong, .. Frame(3)]);
    }

    [Fact]
    public async Task A_client_that_reads_slowly_counts_as_heard()
    {
        await ProveAsync();
        var writing = _stream.WriteFrameAsync(Frame(16 * 1024 * 1024)).AsTask();
        _stream.WasHeard();

        await ReadAsync(Frame(16 * 1024 * 1024).Length);
        await writing.OrHang();

        _stream.WasHeard().ShouldBeTrue();
    }

    [Fact]
    public async Task A_client_that_reads_slowly_through_the_server_counts_as_heard_before_the_end_of_a_frame()
    {
        using var releases = new SemaphoreSlim(0);
        _server.Releases = releases;
        var writing = _stream.WriteFrameAsync(Frame(100_000)).AsTask();
        _stream.WasHeard().ShouldBeFalse();

        releases.Release();
        while (!_stream.WasHeard())
            await Task.Yield();

        writing.IsCompleted.ShouldBeFalse();
        releases.Release(1000);
        await writing.OrHang();
    }

    [Fact]
    public async Task Nothing_follows_a_frame_that_was_written_in_part()
    {
        _server.IsFailing = true;
        await Should.ThrowAsync<IOException>(() => _stream.WriteFrameAsync(Frame(100)).AsTask());
        var written = _server.Written;

        await _stream.WriteAsync(Pong);
        await _stream.PingAsync();

        _server.Written.ShouldBe(written);
    }

    [Fact]
    public async Task Disposal_ends_a_send_that_waits_for_the_client()
    {
        await ProveAsync();
        var writing = _stream.WriteFrameAsync(Frame(16 * 1024 * 1024)).AsTask();
        writing.IsCompleted.ShouldBeFalse();

        await _stream.DisposeAsync();

        WebSocketPump.IsLoss(await Should.ThrowAsync<Exception>(() => writing.OrHang())).ShouldBeTrue();
    }

    [Fact]
    public async Task A_frame_that_the_kernel_takes_says_nothing_about_the_client()
    {
        await ProveAsync();
        _stream.WasHeard().ShouldBeTrue("the client has answered");

        await _stream.WriteFrameAsync(Frame(1));

        _stream.WasHeard().ShouldBeFalse();
    }

    [Fact]
    public async Task A_ping_does_not_wait_behind_what_the_client_does_not_read()
    {
        await ProveAsync();
        var writing = _stream.WriteFrameAsync(Frame(16 * 1024 * 1024)).AsTask();

        _stream.PingAsync().AsTask().IsCompletedSuccessfully.ShouldBeTrue();

        var read = await ReadAsync(Frame(16 * 1024 * 1024).Length);
        await writing.OrHang();
        await _stream.PingAsync();
        (await ReadAsync(2)).ShouldBe(WebSocketFrame.Ping.ToArray());
        read.Length.ShouldBe(Frame(16 * 1024 * 1024).Length);
    }

    [Fact]
    public async Task Nothing_is_written_after_a_close_frame()
    {
        await ProveAsync();

        await _stream.WriteAsync(Close);
        await _stream.WriteFrameAsync(Frame(1));
        _socket.Shutdown(SocketShutdown.Send);

        (await ReadAsync(int.MaxValue)).ShouldBe(Close);
    }

    [Fact]
    public async Task A_client_that_is_gone_is_a_failure_of_the_stream()
    {
        await ProveAsync();
        // A reset instead of an orderly end.
        _client.LingerState = new LingerOption(true, 0);
        _client.Close();

        await Should.ThrowAsync<IOException>(async () =>
        {
            // The reset may arrive after the first frame.
            while (true)
                await _stream.WriteFrameAsync(Frame(1000));
        });
    }

    private static byte[] Frame(int length)
    {
        var frame = WebSocketFrame.CreateText(length, out var text);
        new Random(length).NextBytes(text);
        return frame;
    }

    /// <summary>Lets the client prove that it has received what was written so far.</summary>
    private async Task ProveAsync()
    {
        await _stream.PingAsync();
        await ReceiveAsync(ClientFrames.Answer(_server.LastPing));
        _server.SetLength(0);
    }

    private async Task ReceiveAsync(byte[] sent)
    {
        _server.Incoming = sent;
        var buffer = new byte[1000];
        // The way in which TCP cuts it is arbitrary.
        while (await _stream.ReadAsync(buffer.AsMemory(0, 3)) > 0)
        {
        }
    }

    private async Task<byte[]> ReadAsync(int length)
    {
        using var read = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (read.Length < length)
        {
            var part = buffer.AsMemory(0, (int)Math.Min(buffer.Length, length - read.Length));
            var count = await _client.ReceiveAsync(part).AsTask().OrHang();
            if (count == 0)
                break;
            read.Write(buffer, 0, count);
        }

        return read.ToArray();
    }
}
