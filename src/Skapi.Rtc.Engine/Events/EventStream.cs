using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Skapi.Rtc.Events;

/// <summary>
/// Events for the app, in order. The app receives them on a thread of the pool, one after the other. Events that are published before
/// anyone listens are kept for the first listener, but only the last of them, because perhaps nobody ever listens.
/// </summary>
/// <typeparam name="T">The type of the events.</typeparam>
internal sealed class EventStream<T>(ILogger logger)
{
    /// <summary>
    /// The maximum number of events that are kept before anyone listens. Then the oldest one is dropped for each new one.
    /// </summary>
    public const int MaxKept = 256;

    /// <summary>The total size of a listener's waiting events, in bytes, at which <see cref="PublishAsync"/> begins to wait.</summary>
    public const int MaxWaiting = 1024 * 1024;

    private readonly Lock _gate = new();
    private readonly List<Listener> _listeners = [];
    private Queue<T>? _kept = [];
    private TaskCompletionSource? _room;
    private bool _hasDropped;
    private bool _ended;

    /// <summary>Adds an event. It never waits for the app. After <see cref="End"/> it does nothing.</summary>
    public void Publish(T item) => Add(item, 0);

    /// <summary>Adds an event whose source can be slowed down.</summary>
    /// <param name="item">The event, which is added before this method returns.</param>
    /// <param name="size">Its size in bytes.</param>
    /// <returns>Completes when no listener has more than <see cref="MaxWaiting"/> bytes waiting, or when the stream ends.</returns>
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
        var isFirstDrop = false;
        Task? room = null;
        lock (_gate)
        {
            if (_ended)
                return null;

            if (_kept is not null)
                isFirstDrop = Keep(_kept, item);

            foreach (var listener in _listeners)
            {
                listener.Waiting += size;
                listener.Events.Writer.TryWrite((item, size));
                if (size > 0 && listener.Waiting > MaxWaiting)
                    room = (_room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }
        }

        if (isFirstDrop)
            logger.EventsDropped(typeof(T).Name, MaxKept);
        return room;
    }

    /// <returns>Whether the first event is dropped.</returns>
    private bool Keep(Queue<T> kept, T item)
    {
        kept.Enqueue(item);
        if (kept.Count <= MaxKept)
            return false;

        kept.Dequeue();
        var isFirst = !_hasDropped;
        _hasDropped = true;
        return isFirst;
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
            foreach (var item in _kept ?? [])
                listener.Events.Writer.TryWrite((item, 0));

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
    }
}
