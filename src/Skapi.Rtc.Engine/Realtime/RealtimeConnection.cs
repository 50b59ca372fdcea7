using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Skapi.Protocol;
using Skapi.Protocol.Json;

namespace Skapi.Rtc.Realtime;

/// <summary>
/// The realtime connection over its sockets: one after the other, as each is lost and opened again. What is sent meanwhile waits for
/// the next socket.
/// </summary>
internal sealed class RealtimeConnection : IAsyncDisposable
{
    private readonly RealtimeSettings _settings;
    private readonly IRealtimeSocketFactory _sockets;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Channel<OutgoingFrame> _outgoing = Channel.CreateUnbounded<OutgoingFrame>(new UnboundedChannelOptions { SingleReader = true });
    private readonly CancellationTokenSource _closing = new();
    private OutgoingFrame? _unsent;
    private Task _running = Task.CompletedTask;
    private volatile IRealtimeSocket? _socket;
    private volatile string? _group;
    private volatile bool _hasEnded;

    public RealtimeConnection(RealtimeSettings settings, IRealtimeSocketFactory sockets, TimeProvider time, ILogger logger)
    {
        _settings = settings;
        _sockets = sockets;
        _time = time;
        _logger = logger;
    }

    /// <summary>Whether a socket is open now.</summary>
    public bool IsOpen => _socket is not null;

    /// <summary>This side's own cid, where the gateway tells it.</summary>
    public string? Cid => _socket?.Cid;

    /// <summary>The group joined last, which is joined again after a reconnect.</summary>
    public string? Group => _group;

    /// <summary>Whether nothing more comes or goes: closed, or given up.</summary>
    public bool HasEnded => _hasEnded;

    /// <summary>Opens the first socket.</summary>
    /// <returns>Starts to send and receive. From then on the observer receives everything that happens.</returns>
    public async Task<Action<IRealtimeObserver>> ConnectAsync(SkapiTokens tokens, CancellationToken cancellationToken)
    {
        var socket = await OpenAsync(tokens, cancellationToken).ConfigureAwait(false);
        _socket = socket;
        return observer => _running = Task.Run(() => RunAsync(socket, tokens, observer), CancellationToken.None);
    }

    /// <summary>Queues a frame, made with the tokens of the socket that it will be sent by.</summary>
    /// <returns>Ends when the frame is sent.</returns>
    public Task SendAsync(Func<SkapiTokens, ClientFrame> frame)
    {
        var outgoing = new OutgoingFrame(frame);
        if (!_outgoing.Writer.TryWrite(outgoing))
            outgoing.Sent.TrySetException(Closed());

        return outgoing.Sent.Task;
    }

    /// <summary>Queues a frame without waiting for it.</summary>
    public void Send(Func<SkapiTokens, ClientFrame> frame) => _ = SendAsync(frame).ContinueWith(
        static task => task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);

    /// <summary>Joins a group, or leaves it with null.</summary>
    public Task JoinAsync(string? group)
    {
        _group = group;
        return SendAsync(tokens => Join(group, tokens));
    }

    /// <summary>Sends what is queued, closes in good order, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _hasEnded = true;
        _outgoing.Writer.TryComplete();

        // An open socket sends what is queued and closes; one that is being opened again, or hangs, is given up.
        if (IsOpen)
            await Task.WhenAny(_running, Task.Delay(2 * _settings.CloseTimeout, _time)).ConfigureAwait(false);

        await _closing.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        FailUnsent();
        _closing.Dispose();
    }

    /// <summary>Opens a socket, and waits no longer than the time limit: a server may take a connection and never say a word.</summary>
    private async Task<IRealtimeSocket> OpenAsync(SkapiTokens tokens, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(_settings.ConnectTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            return await _sockets.OpenAsync(_settings.Endpoint, tokens.AccessToken, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException error) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new SkapiException(
                SkapiErrorCode.ConnectionFailed,
                $"The gateway at {_settings.Endpoint} did not answer within {_settings.ConnectTimeout.TotalSeconds} seconds.",
                error);
        }
    }

    private async Task RunAsync(IRealtimeSocket? socket, SkapiTokens tokens, IRealtimeObserver observer)
    {
        var again = false;
        while (socket is not null)
        {
            await using (socket.ConfigureAwait(false))
                await ServeAsync(socket, tokens, again, observer).ConfigureAwait(false);

            if (_outgoing.Reader.Completion.IsCompleted || _closing.IsCancellationRequested)
                return;

            observer.OnLost();
            (socket, tokens) = await ReopenAsync(tokens, observer).ConfigureAwait(false);
            _socket = socket;
            again = true;
        }
    }

    /// <summary>Sends and receives until the socket ends, or until everything is sent and no more will come.</summary>
    private async Task ServeAsync(IRealtimeSocket socket, SkapiTokens tokens, bool again, IRealtimeObserver observer)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(_closing.Token);
        var sending = SendLoopAsync(socket, tokens, again, ending.Token);
        var keepingAlive = KeepAliveLoopAsync(ending.Token);
        var receiving = ReceiveLoopAsync(socket, again, observer, ending.Token);

        await Task.WhenAny(sending, receiving).ConfigureAwait(false);
        _socket = null;
        if (sending.IsCompletedSuccessfully)
            await CloseAsync(socket, receiving).ConfigureAwait(false);

        await ending.CancelAsync().ConfigureAwait(false);
        foreach (var loop in (Task[])[sending, receiving, keepingAlive])
            await EndAsync(loop).ConfigureAwait(false);
    }

    private async Task SendLoopAsync(IRealtimeSocket socket, SkapiTokens tokens, bool again, CancellationToken cancellationToken)
    {
        // Not on the caller's time: the first frames go out while the receiver is already listening.
        await SendAsync(socket, new ClientFrame.KeepAlive(), cancellationToken).ConfigureAwait(false);
        if (again && _group is { } group)
            await SendAsync(socket, Join(group, tokens), cancellationToken).ConfigureAwait(false);

        while (_unsent is not null || await _outgoing.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
        {
            if (_unsent is null && !_outgoing.Reader.TryRead(out _unsent))
                continue;

            // A frame stays in hand until it is sent, so that it is not lost with the socket; one that cannot be written is its sender's fault.
            if (TryEncode(_unsent, tokens, out var text))
            {
                await socket.SendAsync(text, cancellationToken).ConfigureAwait(false);
                _unsent.Sent.TrySetResult();
            }

            _unsent = null;
        }
    }

    private static bool TryEncode(OutgoingFrame frame, SkapiTokens tokens, out byte[] text)
    {
        try
        {
            text = JsonCodec.EncodeToUtf8(frame.Make(tokens));
            return true;
        }
        catch (Exception error)
        {
            frame.Sent.TrySetException(error);
            text = [];
            return false;
        }
    }

    private async Task ReceiveLoopAsync(IRealtimeSocket socket, bool again, IRealtimeObserver observer, CancellationToken cancellationToken)
    {
        observer.OnOpened(again);
        while (await socket.ReceiveAsync(cancellationToken).ConfigureAwait(false) is { } text)
        {
            if (JsonCodec.TryDecode<GatewayFrame>(FrameText.Decode(text).Span, out var frame, out var error))
                observer.OnFrame(frame);
            else
                _logger.MalformedFrame(error);
        }
    }

    private async Task KeepAliveLoopAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(_settings.KeepAliveInterval, _time);
        while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false))
            Send(static _ => new ClientFrame.KeepAlive());
    }

    private async Task CloseAsync(IRealtimeSocket socket, Task receiving)
    {
        await EndAsync(socket.CloseAsync(_closing.Token).AsTask()).ConfigureAwait(false);

        // The gateway answers the close; one that does not is not waited for.
        await Task.WhenAny(receiving, Task.Delay(_settings.CloseTimeout, _time)).ConfigureAwait(false);
    }

    private async Task<(IRealtimeSocket?, SkapiTokens)> ReopenAsync(SkapiTokens tokens, IRealtimeObserver observer)
    {
        for (var attempt = 1; DelayBefore(attempt) is { } delay; attempt++)
        {
            observer.OnReconnecting(attempt);
            try
            {
                await Task.Delay(delay, _time, _closing.Token).ConfigureAwait(false);
                tokens = await _settings.Tokens(_closing.Token).ConfigureAwait(false);
                return (await OpenAsync(tokens, _closing.Token).ConfigureAwait(false), tokens);
            }
            catch (OperationCanceledException) when (_closing.IsCancellationRequested)
            {
                return (null, tokens);
            }
            catch (Exception error)
            {
                _logger.ReconnectFailed(attempt, error.Message);
            }
        }

        _hasEnded = true;
        _outgoing.Writer.TryComplete();
        FailUnsent();
        observer.OnGaveUp();
        return (null, tokens);
    }

    private TimeSpan? DelayBefore(int attempt)
    {
        try
        {
            return _settings.Reconnect.NextDelay(attempt);
        }
        catch (Exception error)
        {
            // The policy is the app's. One that does not know when to try again does not try again.
            _logger.PolicyFailed(error);
            return null;
        }
    }

    private async Task EndAsync(Task loop)
    {
        try
        {
            await loop.ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The loop was told to end.
        }
        catch (Exception error)
        {
            _logger.SocketFailed(error.Message);
        }
    }

    private void FailUnsent()
    {
        _unsent?.Sent.TrySetException(Closed());
        while (_outgoing.Reader.TryRead(out var frame))
            frame.Sent.TrySetException(Closed());
    }

    private static ValueTask SendAsync(IRealtimeSocket socket, ClientFrame frame, CancellationToken cancellationToken) =>
        socket.SendAsync(JsonCodec.EncodeToUtf8(frame), cancellationToken);

    private static ClientFrame.JoinRoom Join(string? group, SkapiTokens tokens) => new() { Group = group, Token = tokens.AccessToken };

    private static SkapiException Closed() =>
        SkapiException.InvalidRequest("Realtime connection is not open. Try reconnecting with ConnectRealtimeAsync().");

    private sealed record OutgoingFrame(Func<SkapiTokens, ClientFrame> Make)
    {
        public TaskCompletionSource Sent { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
