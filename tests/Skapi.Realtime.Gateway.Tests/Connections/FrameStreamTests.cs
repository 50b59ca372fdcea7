using System.Net;
using System.Net.Sockets;
using Skapi.Realtime.Gateway.Connections;
using Skapi.Realtime.Gateway.Frames;
using Skapi.Realtime.Gateway.Tests.Infrastructure;

namespace Skapi.Realtime.Gateway.Tests.Connections;

public sealed class FrameStreamTests : IAsyncLifetime, IDisposable
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
    public async Task Until_the_client_has_sent_something_frames_go_through_the_server()
    {
        (await _stream.ReadAsync(Memory<byte>.Empty)).ShouldBe(0);

        await _stream.WriteFrameAsync(Frame(1));

        _server.Written.ShouldBe(Frame(1));
        _socket.Available.ShouldBe(0);
        _stream.IsDirect.ShouldBeFalse();
    }

    [Fact]
    public async Task After_the_client_has_sent_something_frames_go_to_the_socket()
    {
        await HearClientAsync();

        await _stream.WriteFrameAsync(Frame(1));
        await _stream.WriteAsync(Pong);

        _server.Written.ShouldBeEmpty();
        (await ReadAsync(Frame(1).Length + Pong.Length)).ShouldBe([.. Frame(1), .. Pong]);
    }

    [Fact]
    public async Task What_has_gone_through_the_server_is_not_overtaken()
    {
        (await _stream.ReadAsync(Memory<byte>.Empty)).ShouldBe(0);
        await _stream.WriteFrameAsync(Frame(1));
        (await _stream.ReadAsync(Memory<byte>.Empty)).ShouldBe(0);

        await _stream.WriteFrameAsync(Frame(2));

        _server.Written.ShouldBe([.. Frame(1), .. Frame(2)]);
        _client.Available.ShouldBe(0);
    }

    [Fact]
    public async Task Without_a_socket_everything_goes_through_the_server()
    {
        await using var stream = new FrameStream(_server, socket: null);
        (await stream.ReadAsync(Memory<byte>.Empty)).ShouldBe(0);
        (await stream.ReadAsync(Memory<byte>.Empty)).ShouldBe(0);

        await stream.WriteFrameAsync(Frame(1));

        _server.Written.ShouldBe(Frame(1));
        stream.IsDirect.ShouldBeFalse();
    }

    [Fact]
    public async Task A_frame_that_the_kernel_does_not_take_at_once_stays_whole()
    {
        await HearClientAsync();
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
        await HearClientAsync();
        var writing = _stream.WriteFrameAsync(Frame(16 * 1024 * 1024)).AsTask();
        _stream.WasHeard().ShouldBeTrue("the client has sent something");
        _stream.WasHeard().ShouldBeFalse();

        await ReadAsync(Frame(16 * 1024 * 1024).Length);
        await writing.OrHang();

        _stream.WasHeard().ShouldBeTrue();
    }

    [Fact]
    public async Task A_frame_that_the_kernel_takes_says_nothing_about_the_client()
    {
        await HearClientAsync();
        _stream.WasHeard().ShouldBeTrue();

        await _stream.WriteFrameAsync(Frame(1));

        _stream.WasHeard().ShouldBeFalse();
    }

    [Fact]
    public async Task A_ping_does_not_wait_behind_what_the_client_does_not_read()
    {
        await HearClientAsync();
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
        await HearClientAsync();

        await _stream.WriteAsync(Close);
        await _stream.WriteFrameAsync(Frame(1));
        _socket.Shutdown(SocketShutdown.Send);

        (await ReadAsync(int.MaxValue)).ShouldBe(Close);
    }

    [Fact]
    public async Task A_client_that_is_gone_is_a_failure_of_the_stream()
    {
        await HearClientAsync();
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

    /// <summary>The second read of a WebSocket begins when the first one has ended.</summary>
    private async Task HearClientAsync()
    {
        (await _stream.ReadAsync(Memory<byte>.Empty)).ShouldBe(0);
        (await _stream.ReadAsync(Memory<byte>.Empty)).ShouldBe(0);
        _stream.IsDirect.ShouldBeTrue();
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

    /// <summary>The stream of a web server, which takes everything.</summary>
    private sealed class ServerStream : MemoryStream
    {
        public byte[] Written => ToArray();

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(0);
    }
}
