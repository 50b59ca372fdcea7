using Microsoft.Extensions.Logging;
using Skapi.Protocol.Json;
using Skapi.Protocol;

namespace Skapi.Rtc.Realtime;

/// <summary>
/// The realtime connection over its sockets: when one is lost, the next one is opened. Frames that are sent meanwhile wait for the next
/// socket.
/// </summary>
internal sealed class RealtimeConnection : IAsyncDisposable
{
    private readonly RealtimeSettings _settings;
    private readonly SocketOpener _opener;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly NetworkChanges _network;
    private readonly OutgoingQueue _outgoing = new();
    private readonly CancellationTokenSource _closing = new();
    private Task _running = Task.CompletedTask;
    private volatile IRealtimeSocket? _socket;
    private volatile bool _hasEnded;

    public RealtimeConnection(RealtimeSettings settings, IRealtimeSocketFactory sockets, TimeProvider time, ILogger logger)
    {
        _settings = settings;
        _network = new NetworkChanges(settings.Network, time, logger);
        _opener = new SocketOpener(settings, sockets, _network, time, logger);
        _time = time;
        _logger = logger;
        Groups = new GroupMembership(settings.UserId);
    }

    /// <summary>Whether a socket is open now.</summary>
    public bool IsOpen => _socket is not null;

    /// <summary>This side's own cid, or null if the gateway does not tell it.</summary>
    public string? Cid => _socket?.Cid;

    /// <summary>The group that this connection has joined, and the one that it asks for.</summary>
    public GroupMembership Groups { get; }

    /// <summary>Whether the connection is closed, or was lost for good.</summary>
    public bool HasEnded => _hasEnded;

    /// <summary>Opens the first socket. A transient failure is retried as the reconnect policy says.</summary>
    /// <param name="tokens">The tokens of the first attempt.</param>
    /// <param name="observer">Receives everything that happens, from the first attempt on.</param>
    /// <param name="cancellationToken">Cancels the attempts.</param>
    /// <returns>Starts to send and receive.</returns>
    public async Task<Action> ConnectAsync(SkapiTokens tokens, IRealtimeObserver observer, CancellationToken cancellationToken)
    {
        (var socket, tokens) = await _opener.OpenFirstAsync(tokens, observer, cancellationToken).ConfigureAwait(false);
        _socket = socket;
        return () => _running = Task.Run(() => RunAsync(socket, tokens, observer), CancellationToken.None);
    }

    /// <summary>Queues a frame. It is made with the tokens of the socket that sends it.</summary>
    /// <returns>Completes when the frame is sent.</returns>
    public Task SendAsync(Func<SkapiTokens, ClientFrame> frame) => _outgoing.AddAsync(new OutgoingFrame(frame));

    /// <summary>Queues a frame without waiting for it.</summary>
    public void Send(Func<SkapiTokens, ClientFrame> frame) => Forget(SendAsync(frame));

    /// <summary>Queues a signal of a call.</summary>
    public void Send(string cid, Signal signal) => Forget(_outgoing.AddAsync(new OutgoingFrame.Call(cid, signal)));

    /// <summary>Joins a group, or leaves it with null.</summary>
    /// <returns>Completes when the request is sent, or a later one has replaced it.</returns>
    /// <exception cref="ArgumentException">The name has a lone surrogate, which cannot be sent.</exception>
    public Task JoinAsync(string? group)
    {
        // Every new socket asks for the remembered group, so a name that cannot be encoded would end each of them.
        if (!WellFormedText.Is(group))
            throw new ArgumentException("The name of the group has a lone surrogate, which cannot be sent.", nameof(group));

        Groups.Want(group);
        return _outgoing.AddAsync(new OutgoingFrame.Join(group));
    }

    /// <summary>Sends what is queued, closes the socket in good order, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _hasEnded = true;
        _outgoing.Complete(Closed());

        // An open socket sends what is queued and closes. One that is being opened, or hangs, is cancelled.
        if (IsOpen)
            await Task.WhenAny(_running, Task.Delay(2 * _settings.CloseTimeout, _time)).ConfigureAwait(false);

        await _closing.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        _outgoing.Fail(Closed());
        _network.Dispose();
        _closing.Dispose();
    }

    private async Task RunAsync(IRealtimeSocket? socket, SkapiTokens tokens, IRealtimeObserver observer)
    {
        var again = false;
        while (socket is not null)
        {
            bool isAddressLost;
            await using (socket.ConfigureAwait(false))
                isAddressLost = await ServeAsync(socket, tokens, again, observer).ConfigureAwait(false);

            if (_hasEnded)
                return;

            observer.OnLost();
            (socket, tokens) = await ReopenAsync(tokens, isAddressLost, observer).ConfigureAwait(false);
            _socket = socket;
            again = true;
        }
    }

    /// <summary>Sends and receives until the socket ends, or until everything is sent and no more will come.</summary>
    /// <returns>Whether the socket ended because its address is gone from this machine.</returns>
    private async Task<bool> ServeAsync(IRealtimeSocket socket, SkapiTokens tokens, bool again, IRealtimeObserver observer)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(_closing.Token);
        var sending = SendLoopAsync(socket, tokens, again, ending.Token);
        var keepingAlive = KeepAliveLoopAsync(ending.Token);
        var receiving = ReceiveLoopAsync(socket, again, observer, ending.Token);
        var losing = _network.WaitForLossAsync(socket.LocalAddress, _network.FindAddresses(), ending.Token);

        // TCP would notice only after many seconds that the address is gone, and sends nothing meanwhile.
        await Task.WhenAny(sending, receiving, losing).ConfigureAwait(false);
        _socket = null;
        var isAddressLost = losing.IsCompletedSuccessfully;
        if (isAddressLost)
            _logger.AddressLost();
        if (sending.IsCompletedSuccessfully)
            await CloseAsync(socket, receiving).ConfigureAwait(false);

        await ending.CancelAsync().ConfigureAwait(false);
        foreach (var loop in (Task[])[sending, receiving, keepingAlive, losing])
            await EndAsync(loop).ConfigureAwait(false);
        return isAddressLost;
    }

    private async Task SendLoopAsync(IRealtimeSocket socket, SkapiTokens tokens, bool again, CancellationToken cancellationToken)
    {
        // The receiver starts before the first frames are sent.
        await SendAsync(socket, new ClientFrame.KeepAlive(), cancellationToken).ConfigureAwait(false);
        if (again)
            await RejoinAsync(socket, tokens, cancellationToken).ConfigureAwait(false);

        while (await _outgoing.PeekAsync(cancellationToken).ConfigureAwait(false) is { } frame)
        {
            // A frame that cannot be encoded fails for its sender only.
            if (TryEncode(frame, tokens, out var text))
            {
                await socket.SendAsync(text, cancellationToken).ConfigureAwait(false);
                frame.Sent.TrySetResult();
            }

            _outgoing.Remove(frame);
        }
    }

    private async Task RejoinAsync(IRealtimeSocket socket, SkapiTokens tokens, CancellationToken cancellationToken)
    {
        Groups.Restart();
        var joins = _outgoing.Restart();
        if (Groups.Wanted is { } group)
            await SendAsync(socket, new ClientFrame.JoinRoom { Group = group, Token = tokens.AccessToken }, cancellationToken)
                .ConfigureAwait(false);

        foreach (var join in joins)
            join.Sent.TrySetResult();
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
            {
                Groups.OnFrame(frame, socket.Cid);
                observer.OnFrame(frame);
            }
            else
            {
                _logger.MalformedFrame(error);
            }
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

        // The gateway answers the close. If it does not, the socket is disposed without the answer.
        await Task.WhenAny(receiving, Task.Delay(_settings.CloseTimeout, _time)).ConfigureAwait(false);
    }

    private async Task<(IRealtimeSocket?, SkapiTokens)> ReopenAsync(
        SkapiTokens tokens, bool isAddressLost, IRealtimeObserver observer)
    {
        SkapiException? error;
        try
        {
            (var opened, error) = await _opener.ReopenAsync(isAddressLost, observer, _closing.Token).ConfigureAwait(false);
            if (opened is { } open)
                return open;
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested)
        {
            return (null, tokens);
        }

        _hasEnded = true;
        _outgoing.Fail(Lost(error));
        observer.OnGaveUp(error);
        return (null, tokens);
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

    private static void Forget(Task sent) => _ = sent.ContinueWith(
        static task => task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);

    private static ValueTask SendAsync(IRealtimeSocket socket, ClientFrame frame, CancellationToken cancellationToken) =>
        socket.SendAsync(JsonCodec.EncodeToUtf8(frame), cancellationToken);

    private static SkapiException Closed() =>
        SkapiException.InvalidRequest("The realtime connection is not open: it was closed. Execute ConnectRealtimeAsync().");

    private static SkapiException Lost(SkapiException? cause) => new(
        SkapiErrorCode.InvalidRequest, "The realtime connection is not open: it was lost. Execute ConnectRealtimeAsync().", cause);
}
