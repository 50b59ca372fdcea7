namespace Skapi.Rtc.Managed.Sctp;

/// <content>Limits while media share the path. Without them, nothing changes for data.</content>
internal sealed partial class SctpAssociation
{
    private TimeSpan? _maxQueue;

    private long WindowSize => _maxQueue is { } queue ? Math.Min(_window.Size, _window.SizeWithin(queue)) : _window.Size;

    /// <summary>Limits what is sent, because media share the path.</summary>
    /// <param name="bytesPerSecond">The maximum rate, or null if it is not known.</param>
    /// <param name="maxQueue">The time for which data may make packets wait in the network.</param>
    public void Limit(double? bytesPerSecond, TimeSpan maxQueue)
    {
        _maxQueue = maxQueue;
        _pacer.IsLimited = true;
        _pacer.MaxRate = bytesPerSecond ?? double.PositiveInfinity;
    }

    /// <summary>Removes the limits.</summary>
    public void RemoveLimit()
    {
        _maxQueue = null;
        _pacer.IsLimited = false;
        _pacer.MaxRate = double.PositiveInfinity;
    }
}
