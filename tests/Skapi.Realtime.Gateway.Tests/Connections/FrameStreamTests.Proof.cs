using Skapi.Realtime.Gateway.Connections;

namespace Skapi.Realtime.Gateway.Tests.Connections;

/// <content>When frames go to the socket.</content>
public sealed partial class FrameStreamTests
{
    [Fact]
    public async Task Until_the_client_has_proved_what_it_received_frames_go_through_the_server()
    {
        await _stream.WriteFrameAsync(Frame(1));
        await _stream.WriteFrameAsync(Frame(2));

        _server.Written.ShouldBe([.. Frame(1), .. _server.LastPing, .. Frame(2)]);
        _socket.Available.ShouldBe(0);
        _stream.IsDirect.ShouldBeFalse();
    }

    [Fact]
    public async Task What_the_client_sends_of_its_own_is_no_proof()
    {
        await _stream.WriteFrameAsync(Frame(1));
        foreach (var sent in (byte[][])[ClientFrames.Text("hello"), ClientFrames.Pong([]), ClientFrames.Pong(new byte[8])])
            await ReceiveAsync(sent);

        await _stream.WriteFrameAsync(Frame(2));

        _stream.IsDirect.ShouldBeFalse();
        _client.Available.ShouldBe(0);
    }

    [Fact]
    public async Task After_the_client_has_answered_frames_go_to_the_socket()
    {
        await ProveAsync();

        await _stream.WriteFrameAsync(Frame(1));
        await _stream.WriteAsync(Pong);

        _server.Written.ShouldBeEmpty();
        (await ReadAsync(Frame(1).Length + Pong.Length)).ShouldBe([.. Frame(1), .. Pong]);
        _stream.IsDirect.ShouldBeTrue();
    }

    [Fact]
    public async Task An_answer_is_no_proof_for_what_was_written_after_the_ping()
    {
        await _stream.WriteFrameAsync(Frame(1));
        await _stream.WriteFrameAsync(Frame(2));
        await ReceiveAsync(ClientFrames.Answer(_server.LastPing));

        await _stream.WriteFrameAsync(Frame(3));

        _client.Available.ShouldBe(0);
        _stream.IsDirect.ShouldBeFalse();
    }

    [Fact]
    public async Task A_client_that_was_too_busy_to_prove_it_is_asked_again()
    {
        await _stream.WriteFrameAsync(Frame(1));
        var first = _server.LastPing;
        await _stream.WriteFrameAsync(Frame(2));
        await ReceiveAsync(ClientFrames.Answer(first));
        while (_server.LastPing.SequenceEqual(first))
            await _stream.WriteFrameAsync(Frame(3));

        await ReceiveAsync(ClientFrames.Answer(_server.LastPing));
        await _stream.WriteFrameAsync(Frame(4));

        (await ReadAsync(Frame(4).Length)).ShouldBe(Frame(4));
    }

    [Fact]
    public async Task A_client_that_does_not_answer_is_asked_once()
    {
        await _stream.WriteFrameAsync(Frame(1));
        var ping = _server.LastPing;

        for (var frame = 0; frame < 100; frame++)
            await _stream.WriteFrameAsync(Frame(2));

        _server.LastPing.ShouldBe(ping);
    }

    [Fact]
    public async Task The_answer_to_a_ping_of_the_monitor_is_a_proof()
    {
        await _stream.WriteFrameAsync(Frame(1));
        await _stream.PingAsync();
        await ReceiveAsync(ClientFrames.Answer(_server.LastPing));

        await _stream.WriteFrameAsync(Frame(2));

        (await ReadAsync(Frame(2).Length)).ShouldBe(Frame(2));
    }

    [Fact]
    public async Task No_ping_follows_a_close_frame()
    {
        await _stream.WriteAsync(Close);
        await _stream.PingAsync();

        _server.Written.ShouldBe(Close);
    }

    [Fact]
    public async Task Without_a_socket_everything_goes_through_the_server()
    {
        await using var stream = new FrameStream(_server, socket: null);
        await stream.WriteFrameAsync(Frame(1));

        _server.Written.ShouldBe(Frame(1));
        stream.IsDirect.ShouldBeFalse();
    }
}
