using System.Net;
using System.Text;
using System.Threading.Channels;
using Skapi.Rtc.Realtime;
using Skapi.Rtc.Tests.Infrastructure;

namespace Skapi.Rtc.Tests.Realtime;

/// <summary>A socket whose other end is the test.</summary>
internal sealed class FakeSocket(string? cid = null) : IRealtimeSocket
{
    private readonly Channel<string> _sent = Channel.CreateUnbounded<string>();
    private readonly Channel<ReadOnlyMemory<byte>> _incoming = Channel.CreateUnbounded<ReadOnlyMemory<byte>>();
    private readonly TaskCompletionSource _closeAsked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile Exception? _sendFailure;

    public string? Cid => cid;

    public IPAddress? LocalAddress { get; init; }

    /// <summary>Whether the gateway answers a close by closing too.</summary>
    public bool AnswersClose { get; init; } = true;

    /// <summary>Ends when this side closes in good order.</summary>
    public Task CloseAsked => _closeAsked.Task.OrHang();

    public bool IsDisposed { get; private set; }

    /// <summary>The next frame that this side sent.</summary>
    public Task<string> SentAsync() => _sent.Reader.ReadAsync().OrHang();

    /// <summary>Whether nothing more was sent.</summary>
    public bool HasSentAll => _sent.Reader.Count == 0;

    public void Deliver(string text) => _incoming.Writer.TryWrite(Encoding.UTF8.GetBytes(text));

    /// <summary>The connection breaks off.</summary>
    public void Drop(Exception? error = null) => _incoming.Writer.TryComplete(error);

    public void FailSends(Exception error) => _sendFailure = error;

    public async ValueTask SendAsync(ReadOnlyMemory<byte> utf8Text, CancellationToken cancellationToken)
    {
        await Task.Yield();
        if (_sendFailure is { } failure)
            throw failure;

        _sent.Writer.TryWrite(Encoding.UTF8.GetString(utf8Text.Span));
    }

    public async ValueTask<ReadOnlyMemory<byte>?> ReceiveAsync(CancellationToken cancellationToken)
    {
        if (!await _incoming.Reader.WaitToReadAsync(cancellationToken))
            return null;

        return await _incoming.Reader.ReadAsync(cancellationToken);
    }

    public ValueTask CloseAsync(CancellationToken cancellationToken)
    {
        _closeAsked.TrySetResult();
        if (AnswersClose)
            Drop();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        IsDisposed = true;
        return ValueTask.CompletedTask;
    }
}
