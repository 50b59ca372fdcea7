namespace Skapi.Rtc.Events;

/// <summary>The events that wait for the first listener, in order. Not thread-safe.</summary>
/// <typeparam name="T">The type of the events.</typeparam>
/// <param name="max">The maximum number of events without a size. Then the oldest of these is dropped for each new one.</param>
internal sealed class KeptEvents<T>(int max)
{
    private readonly LinkedList<(T Item, int Size)> _events = [];
    private readonly Queue<LinkedListNode<(T Item, int Size)>> _droppable = [];
    private bool _hasDropped;

    /// <summary>The total size of the events, in bytes.</summary>
    public long Size { get; private set; }

    /// <summary>Adds an event.</summary>
    /// <param name="item">The event.</param>
    /// <param name="size">The event's size in bytes, or 0 for an event that may be dropped.</param>
    /// <returns>Whether an event was dropped for the first time.</returns>
    public bool Add(T item, int size)
    {
        var node = _events.AddLast((item, size));
        Size += size;
        if (size > 0)
            return false;

        _droppable.Enqueue(node);
        if (_droppable.Count <= max)
            return false;

        _events.Remove(_droppable.Dequeue());
        var isFirst = !_hasDropped;
        _hasDropped = true;
        return isFirst;
    }

    /// <summary>Gives the events to the first listener.</summary>
    public void GiveTo(Action<T, int> add)
    {
        foreach (var (item, size) in _events)
            add(item, size);
    }
}
