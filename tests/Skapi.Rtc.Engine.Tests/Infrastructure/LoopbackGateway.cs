using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Threading.Channels;
using Skapi.Protocol;
using Skapi.Protocol.Json;
using Skapi.Rtc.Realtime;

namespace Skapi.Rtc.Tests.Infrastructure;

/// <summary>A gateway within the test: it relays signals and posts, and tells a group who comes and goes.</summary>
internal sealed class LoopbackGateway : IRealtimeSocketFactory
{
    private readonly ConcurrentDictionary<string, Socket> _sockets = new();
    private CancellationToken _openAgain = new(canceled: true);
    private int _cids;

    /// <summary>A group that nobody can join.</summary>
    public const string RefusedGroup = "refused";

    /// <summary>Every frame that clients sent, as they wrote it.</summary>
    public ConcurrentQueue<string> Frames { get; } = new();

    public async ValueTask<IRealtimeSocket> OpenAsync(Uri endpoint, string accessToken, CancellationToken cancellationToken)
    {
        var opens = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using (_openAgain.Register(opens.SetResult))
            await opens.Task.WaitAsync(cancellationToken);

        var socket = new Socket(this, $"c{Interlocked.Increment(ref _cids)}", JsonWebToken.UserIdOf(accessToken));
        _sockets[socket.BareCid] = socket;
        return socket;
    }

    /// <summary>Opens no socket until a token is cancelled.</summary>
    public void RefuseUntil(CancellationToken openAgain) => _openAgain = openAgain;

    /// <summary>The connection of a cid breaks off.</summary>
    public void Drop(string cid) => _sockets[cid["cid:".Length..]].End();

    private void Take(Socket from, ReadOnlySpan<byte> text)
    {
        Frames.Enqueue(Encoding.UTF8.GetString(text));
        switch (JsonCodec.Decode<ClientFrame>(text))
        {
            case ClientFrame.JoinRoom { Group: RefusedGroup }:
                from.Deliver(new GatewayFrame { Error = RawJson.FromString("The group's name is refused."), Code = "INVALID_PARAMETER" });
                break;
            case ClientFrame.JoinRoom join:
                from.Group = join.Group;
                Notify(from, join.Group, "has joined the message group.", NoticeCode.UserJoined);
                break;
            case ClientFrame.Broadcast post:
                ToGroup(post.Group, new GatewayFrame { Message =
                    post.Content, UserId = from.UserId, SenderCid = from.BareCid, SenderGroup = post.Group });
                break;
            case ClientFrame.SendMessage post:
                foreach (var socket in _sockets.Values.Where(socket => socket.UserId == post.UserId))
                    socket.Deliver(new GatewayFrame { Private = post.Content, UserId = from.UserId, SenderCid = from.BareCid });
                break;
            case ClientFrame.Rtc rtc when _sockets.TryGetValue(rtc.Cid["cid:".Length..], out var recipient):
                recipient.Deliver(new GatewayFrame { Rtc =
                    rtc.Content, UserId = from.UserId, SenderCid = from.BareCid, SenderGroup = from.Group });
                break;
            case ClientFrame.Rtc rtc when rtc.Content.ToString().Contains("sdpoffer", StringComparison.Ordinal):
                from.Deliver(new GatewayFrame { Error =
                    RawJson.FromString("There is no such connection."), SenderCid = rtc.Cid["cid:".Length..], Code = "NOT_EXISTS" });
                break;
        }
    }

    private void Leave(Socket socket)
    {
        if (_sockets.TryRemove(socket.BareCid, out _))
            Notify(socket, socket.Group, "has been disconnected.", NoticeCode.UserDisconnected);
    }

    private void Notify(Socket about, string? group, string what, NoticeCode code) => ToGroup(group, new GatewayFrame
    {
        Notice = RawJson.FromString($"User \"{about.UserId}\" {what}"),
        UserId = about.UserId,
        SenderCid = about.BareCid,
        SenderGroup = group,
        Code = code.Value,
    });

    private void ToGroup(string? group, GatewayFrame frame)
    {
        foreach (var socket in _sockets.Values.Where(socket => group is not null && socket.Group == group))
            socket.Deliver(frame);
    }

    private sealed class Socket(LoopbackGateway gateway, string cid, string userId) : IRealtimeSocket
    {
        private readonly Channel<byte[]> _frames = Channel.CreateUnbounded<byte[]>();

        public string BareCid => cid;

        public string UserId => userId;

        public string? Group { get; set; }

        public IPAddress? LocalAddress => null;

        public string? Cid => "cid:" + cid;

        public void Deliver(GatewayFrame frame) =>
            _frames.Writer.TryWrite(Encoding.UTF8.GetBytes(JsonCodec.EncodeToString(frame).Replace("%", "%25", StringComparison.Ordinal)));

        public void End()
        {
            _frames.Writer.TryComplete();
            gateway.Leave(this);
        }

        public ValueTask SendAsync(ReadOnlyMemory<byte> utf8Text, CancellationToken cancellationToken)
        {
            gateway.Take(this, utf8Text.Span);
            return ValueTask.CompletedTask;
        }

        public async ValueTask<ReadOnlyMemory<byte>?> ReceiveAsync(CancellationToken cancellationToken)
        {
            if (!await _frames.Reader.WaitToReadAsync(cancellationToken))
                return null;

            return await _frames.Reader.ReadAsync(cancellationToken);
        }

        public ValueTask CloseAsync(CancellationToken cancellationToken)
        {
            End();
            return ValueTask.CompletedTask;
        }

        public ValueTask DisposeAsync()
        {
            End();
            return ValueTask.CompletedTask;
        }
    }
}
