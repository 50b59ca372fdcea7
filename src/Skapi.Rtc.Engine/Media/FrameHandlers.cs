using System.Collections.Immutable;

namespace Skapi.Rtc.Media;

/// <summary>For transports: the handlers of one kind of frame. Handing a frame round allocates nothing; handlers come and go from any thread.</summary>
/// <typeparam name="TFrame">The kind of frame.</typeparam>
public sealed class FrameHandlers<TFrame>
    where TFrame : allows ref struct
{
    private ImmutableArray<Action<TFrame>> _handlers = [];

    /// <summary>Whether anyone would take a frame.</summary>
    public bool Any => !_handlers.IsEmpty;

    /// <summary>Adds a handler until the result is disposed.</summary>
    public IDisposable Add(Action<TFrame> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        ImmutableInterlocked.Update(ref _handlers, static (handlers, added) => handlers.Add(added), handler);
        return new Registration(this, handler);
    }

    /// <summary>Gives a frame to every handler.</summary>
    public void Invoke(TFrame frame)
    {
        foreach (var handler in _handlers)
            handler(frame);
    }

    private sealed class Registration(FrameHandlers<TFrame> owner, Action<TFrame> handler) : IDisposable
    {
        public void Dispose() =>
            ImmutableInterlocked.Update(ref owner._handlers, static (handlers, removed) => handlers.Remove(removed), handler);
    }
}
