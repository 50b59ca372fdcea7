using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Skapi.Rtc.Events;

/// <summary>
/// Events for the app, in order. The app receives them on a thread of the pool, one after the other. Events that are published before
/// anyone listens are kept for the first listener, but only the last of them, because perhaps nobody ever listens. An event whose source
/// can be slowed down, such as a message, is not dropped: its source waits.
/// </summary>
/// <typeparam name="T">The type of the events.</typeparam>
internal sealed class EventStream<T>(ILogger logger)
{
    /// <summary>
    /// The maximum number of events of <see cref="Publish"/> that are kept before anyone listens. Then the oldest one is dropped for each
    /// new one.
    /// </summary>
    public const int MaxKept = 256;

    /// <summary>
    /// The total size of the events that wait for a listener, in bytes, at which <see cref="PublishAsync"/> begins to wait.
    /// </summary>
    public const int MaxWaiting = 1024 * 1024;

    private readonly Lock _gate = new();
    private readonly List<Listener> _listeners = [];
    private KeptEvents<T>? _kept = new(MaxKept);
    private TaskCompletionSource? _room;
    private bool _hasWarnedOfMessages;
    private bool _ended;

    /// <summary>Adds an event. It never waits for the app. After <see cref="End"/> it does nothing.</summary>
    public void Publish(T item) => Add(item, 0);

    /// <summary>Adds an event whose source can be slowed down.</summary>
    /// <param name="item">The event, which is added before this method returns.</param>
    /// <param name="size">Its size in bytes.</param>
    /// <returns>
    /// Completes when no more than <see cref="MaxWaiting"/> bytes wait for a listener, or for the first one to come; or when the stream
    /// ends. After the last listener has gone it completes at once: nobody gets the event.
    /// </returns>
    public ValueTask PublishAsync(T item, int size) => Add(item, size) is { } room ? new ValueTask(room) : ValueTask.CompletedTask;

    /// <summary>Ends the stream. Events that were published before are still delivered.</summary>
    public void End()
    {
        lock (_gate)
        {
            _ended = true;
            foreach (var listener in _listeners)
                listener.Events.Writer.TryComplete();

            _room?.TrySetResult();
            _room = null;
        }
    }

    /// <summary>
    /// Calls a handler for each event until the stream ends. An exception of the handler is logged, and the next event is delivered.
    /// </summary>
    public void Listen(Func<T, Task> handler)
    {
        var listener = Subscribe();
        _ = Task.Run(() => DeliverAsync(listener, handler));
    }

    /// <summary>The events until the stream ends. A caller that stops reading must dispose the enumerator.</summary>
    public IAsyncEnumerable<T> ReadAllAsync(CancellationToken cancellationToken) => ReadAsync(Subscribe(), cancellationToken);

    private Task? Add(T item, int size)
    {
        Action<string>? warn = null;
        Task? room = null;
        lock (_gate)
        {
            if (_ended)
                return null;

            var mustWait = false;
            if (_kept is { } kept)
            {
                if (kept.Add(item, size))
                    warn = type => logger.EventsDropped(type, MaxKept);
                mustWait = kept.Size > MaxWaiting;
            }

            foreach (var listener in _listeners)
            {
                listener.Add(item, size);
                mustWait |= listener.Waiting > MaxWaiting;
            }

            if (size > 0 && mustWait)
                room = (_room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            if (size > 0 && _listeners.Count == 0 && !_hasWarnedOfMessages && (mustWait || _kept is null))
            {
                _hasWarnedOfMessages = true;
                warn = mustWait ? logger.MessagesWait : logger.MessagesUnread;
            }
        }

        warn?.Invoke(typeof(T).Name);
        return room;
    }

    private async IAsyncEnumerable<T> ReadAsync(Listener listener, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var (item, size) in listener.Events.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                Release(listener, size);
                yield return item;
            }
        }
        finally
        {
            lock (_gate)
            {
                _listeners.Remove(listener);
                ReleaseRoom();
            }
        }
    }

    private async Task DeliverAsync(Listener listener, Func<T, Task> handler)
    {
        await foreach (var (item, size) in listener.Events.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            try
            {
                await handler(item).ConfigureAwait(false);
            }
            catch (Exception error)
            {
                // An exception of the app's handler must not stop the events that follow, or the process.
                logger.HandlerFailed(error, typeof(T).Name);
            }

            Release(listener, size);
        }
    }

    private Listener Subscribe()
    {
        var listener = new Listener();
        lock (_gate)
        {
            _kept?.GiveTo(listener.Add);
            _kept = null;
            _listeners.Add(listener);
            if (_ended)
                listener.Events.Writer.TryComplete();
        }

        return listener;
    }

    private void Release(Listener listener, int size)
    {
        if (size == 0)
            return;

        lock (_gate)
        {
            listener.Waiting -= size;
            ReleaseRoom();
        }
    }

    private void ReleaseRoom()
    {
        if (_room is null || _listeners.Exists(static listener => listener.Waiting > MaxWaiting))
            return;

        _room.TrySetResult();
        _room = null;
    }

    private sealed class Listener
    {
        public Channel<(T Item, int Size)> Events { get; } =
            Channel.CreateUnbounded<(T, int)>(new UnboundedChannelOptions { SingleReader = true });

        /// <summary>The size of the events that are not delivered yet, in bytes.</summary>
        public long Waiting { get; set; }

        public void Add(T item, int size)
        {
            Waiting += size;
            Events.Writer.TryWrite((item, size));
        }
    }
}
