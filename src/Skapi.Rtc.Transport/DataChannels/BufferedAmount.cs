namespace Skapi.Rtc.DataChannels;

/// <summary>
/// The bytes of a data channel that wait to be sent, and the threshold of its event (W3C WebRTC, bufferedAmount). Thread-safe.
/// </summary>
public sealed class BufferedAmount
{
    private readonly Lock _gate = new();
    private long _value;
    private uint _lowThreshold;

    /// <summary>The number of bytes that wait.</summary>
    public uint Value
    {
        get
        {
            lock (_gate)
                return (uint)Math.Min(_value, uint.MaxValue);
        }
    }

    /// <summary>The threshold; 0 by default.</summary>
    public uint LowThreshold
    {
        get
        {
            lock (_gate)
                return _lowThreshold;
        }

        set
        {
            lock (_gate)
                _lowThreshold = value;
        }
    }

    /// <summary>Bytes were queued.</summary>
    public void Add(int bytes)
    {
        lock (_gate)
            _value += bytes;
    }

    /// <summary>Bytes were sent.</summary>
    /// <returns>Whether the amount fell from above the threshold to it or below: the event is due.</returns>
    public bool Remove(int bytes)
    {
        lock (_gate)
        {
            var before = _value;
            _value -= Math.Min(before, bytes);
            return before > _lowThreshold && _value <= _lowThreshold;
        }
    }
}
