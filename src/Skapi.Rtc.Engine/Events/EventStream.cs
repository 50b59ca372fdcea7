using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Skapi.Rtc.Events;

/// <summary>
/// Events on their way to the app, in order. Publishing never waits for the app; the app hears them on a thread of the pool, one after
/// the other. What is published before anyone listens is kept for the first who does: the last of it, for perhaps nobody ever will.
/// </summary>
internal sealed class EventStream<T>(ILogger logger)
{
    /// <summary>How many events are kept before anyone listens; then the oldest is dropped for each that comes.</summary>
    public const int MaxKept = 256;

    private readonly Lock _gate = new();
    private readonly List<Channel<T>> _listeners = [];
    private Queue<T>? _kept = [];
    private bool _hasDropped;
    private bool _ended;

    /// <summary>Adds an event. After <see cref="End"/> it does nothing.</summary>
    public void Publish(T item)
    {
        var isFirstDrop = false;
        lock (_gate)
        {
            if (_ended)
                return;

            if (_kept is not null)
                isFirstDrop = Keep(_kept, item);
            foreach (var listener in _listeners)
                listener.Writer.TryWrite(item);
        }

        if (isFirstDrop)
            logger.EventsDropped(typeof(T).Name, MaxKept);
    }

    /// <summary>There will be no more events; those under way still arrive.</summary>
    public void End()
    {
        lock (_gate)
        {
            _ended = true;
            foreach (var listener in _listeners)
                listener.Writer.TryComplete();
        }
    }

    /// <summary>Calls a handler for each event until the stream ends. A handler that throws is logged, and the next event still comes.</summary>
    public void Listen(Func<T, Task> handler)
    {
        var events = Subscribe();
        _ = Task.Run(() => PumpAsync(events.Reader, handler));
    }

    /// <summary>The events, until the stream ends.</summary>
    public IAsyncEnumerable<T> ReadAllAsync(CancellationToken cancellationToken) => ReadAsync(Subscribe(), cancellationToken);

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

    private async IAsyncEnumerable<T> ReadAsync(Channel<T> events, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var item in events.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
                yield return item;
        }
        finally
        {
            lock (_gate)
                _listeners.Remove(events);
        }
    }

    private Channel<T> Subscribe()
    {
        var events = Channel.CreateUnbounded<T>(new UnboundedChannelOptions { SingleReader = true });
        lock (_gate)
        {
            foreach (var item in _kept ?? [])
                events.Writer.TryWrite(item);

            _kept = null;
            _listeners.Add(events);
            if (_ended)
                events.Writer.TryComplete();
        }

        return events;
    }

    private async Task PumpAsync(ChannelReader<T> events, Func<T, Task> handler)
    {
        await foreach (var item in events.ReadAllAsync().ConfigureAwait(false))
        {
            try
            {
                await handler(item).ConfigureAwait(false);
            }
            catch (Exception error)
            {
                // The app's own fault must not cost it the events that follow, nor the process.
                logger.HandlerFailed(error, typeof(T).Name);
            }
        }
    }
}
