using System.Collections.Immutable;

namespace Skapi.Rtc.Media;

/// <summary>
/// For transports: the handlers of one kind of frame. Handing a frame round allocates nothing; handlers come and go from any thread.
/// </summary>
/// <param name="failed">
/// Receives a handler's first exception: an app's handler that throws must stop neither the others nor the stack's media thread. Null
/// if the exception goes to the caller that passes the frame, as in a feed.
/// </param>
/// <typeparam name="TFrame">The kind of frame.</typeparam>
public sealed class FrameHandlers<TFrame>(Action<Exception>? failed = null)
    where TFrame : allows ref struct
{
    private ImmutableArray<Registration> _handlers = [];

    /// <summary>Whether anyone would take a frame.</summary>
    public bool Any => !_handlers.IsEmpty;

    private Action<Exception>? Failed => failed;

    /// <summary>Adds a handler until the result is disposed.</summary>
    public IDisposable Add(Action<TFrame> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        var registration = new Registration(this, handler);
        ImmutableInterlocked.Update(ref _handlers, static (handlers, added) => handlers.Add(added), registration);
        return registration;
    }

    /// <summary>Gives a frame to every handler.</summary>
    public void Invoke(TFrame frame)
    {
        foreach (var handler in _handlers)
            handler.Invoke(frame);
    }

    private sealed class Registration(FrameHandlers<TFrame> owner, Action<TFrame> handler) : IDisposable
    {
        private int _hasFailed;

        public void Invoke(TFrame frame)
        {
            try
            {
                handler(frame);
            }
            catch (Exception exception) when (owner.Failed is not null)
            {
                // The next frame may go well. One that fails each time is told of once, not fifty times a second.
                if (Interlocked.Exchange(ref _hasFailed, 1) == 0)
                    owner.Failed(exception);
            }
        }

        public void Dispose() =>
            ImmutableInterlocked.Update(ref owner._handlers, static (handlers, removed) => handlers.Remove(removed), this);
    }
}
