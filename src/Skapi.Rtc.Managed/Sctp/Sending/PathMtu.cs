namespace Skapi.Rtc.Managed.Sctp.Sending;

/// <summary>Finds the largest packet that the path carries, by probes that may be lost (PLPMTUD, RFC 8899).</summary>
/// <param name="smallest">The number of bytes of a packet that every path carries.</param>
/// <param name="largest">The maximum number of bytes of a packet.</param>
internal sealed class PathMtu(int smallest, int largest)
{
    private const int MaxProbes = 3;

    // What remains of an Ethernet frame, of a jumbo frame, and of a DTLS record, which a loopback device carries.
    private static readonly int[] Steps = [1412, 8912, 16384];

    private static readonly TimeSpan RaiseInterval = TimeSpan.FromMinutes(10);

    private readonly int _smallest = smallest;
    private bool _hasBegun;
    private int _step;
    private int _probes;

    /// <summary>The number of bytes of a packet that the path carries, as far as is known.</summary>
    public int Size { get; private set; } = smallest;

    /// <summary>When the next probe is sent, or null.</summary>
    public TimeSpan? Due { get; private set; }

    /// <summary>Begins to search. Further calls have no effect.</summary>
    public void Begin(TimeSpan now)
    {
        if (_hasBegun)
            return;

        _hasBegun = true;
        Due = now;
    }

    /// <summary>Returns the size of the probe that is to be sent now, and expects its acknowledgement.</summary>
    /// <param name="now">The current time.</param>
    /// <param name="timeout">The time after which a probe counts as lost.</param>
    /// <param name="room">The number of bytes that the caller's buffer has.</param>
    /// <returns>Zero if no probe is to be sent.</returns>
    public int TakeProbe(TimeSpan now, TimeSpan timeout, int room)
    {
        if (!(now >= Due))
            return 0;

        var size = _step < Steps.Length ? Steps[_step] : int.MaxValue;
        if (size > room || size > largest)
        {
            Due = null;
            return 0;
        }

        // Several losses in a row show that the path does not carry the size. It may change.
        if (_probes++ == MaxProbes)
        {
            _probes = 0;
            Due = now + RaiseInterval;
            return 0;
        }

        Due = now + timeout;
        return size;
    }

    /// <summary>Handles the acknowledgement of a probe.</summary>
    /// <returns>Whether <see cref="Size"/> has grown.</returns>
    public bool OnAcknowledged(int size, TimeSpan now)
    {
        if (_step == Steps.Length || size != Steps[_step] || _probes == 0)
            return false;

        Size = size;
        _step++;
        _probes = 0;
        Due = now;
        return true;
    }

    /// <summary>Nothing arrives any more: the path may carry less than before.</summary>
    /// <returns>Whether <see cref="Size"/> has shrunk.</returns>
    public bool OnTimeout(TimeSpan now)
    {
        if (Size == _smallest)
            return false;

        Reset(now + RaiseInterval);
        return true;
    }

    /// <summary>The path is another one: the search begins again.</summary>
    /// <param name="at">When it begins.</param>
    public void Reset(TimeSpan at)
    {
        Size = _smallest;
        _step = 0;
        _probes = 0;
        Due = _hasBegun ? at : null;
    }
}
