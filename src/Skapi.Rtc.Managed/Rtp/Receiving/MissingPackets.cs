namespace Skapi.Rtc.Managed.Rtp.Receiving;

/// <summary>Decides which packets of a source are requested again, and when (RFC 4585, section 6.2.1).</summary>
internal sealed class MissingPackets
{
    /// <summary>The maximum number of packets that are requested. If more are missing, a key frame is the faster help.</summary>
    public const int MaxMissing = 256;

    private const int MaxRequests = 8;

    // Packets that only overtook each other come within this time.
    private static readonly TimeSpan ReorderTolerance = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan MinRepeat = TimeSpan.FromMilliseconds(20);

    private readonly List<Missing> _missing = [];
    private ulong? _highest;

    /// <summary>When <see cref="Collect"/> has something to request, or null if nothing is missing.</summary>
    public TimeSpan? NextTimeout
    {
        get
        {
            TimeSpan? next = null;
            foreach (var missing in _missing)
            {
                if (next is not { } known || missing.Due < known)
                    next = missing.Due;
            }

            return next;
        }
    }

    /// <summary>A packet arrived.</summary>
    /// <returns>False if so many packets before it are missing that none of them is requested.</returns>
    public bool OnPacket(ulong index, TimeSpan now)
    {
        if (_highest is not { } highest)
        {
            _highest = index;
            return true;
        }

        if (index <= highest)
        {
            Remove(index);
            return true;
        }

        _highest = index;
        if (index - highest + (ulong)_missing.Count > MaxMissing)
        {
            _missing.Clear();
            return false;
        }

        for (var lost = highest + 1; lost < index; lost++)
            _missing.Add(new Missing(lost, 0, now + ReorderTolerance));

        return true;
    }

    /// <summary>The packets before an index are not needed any more.</summary>
    public void Abandon(ulong before)
    {
        var count = 0;
        while (count < _missing.Count && _missing[count].Index < before)
            count++;

        _missing.RemoveRange(0, count);
    }

    /// <summary>Collects the packets that are to be requested now, in order.</summary>
    /// <param name="now">The current time.</param>
    /// <param name="roundTrip">The round-trip time: a request is repeated after it.</param>
    /// <param name="sequences">Receives the sequence numbers; has room for <see cref="MaxMissing"/> of them.</param>
    /// <returns>The number of packets.</returns>
    public int Collect(TimeSpan now, TimeSpan roundTrip, Span<ushort> sequences)
    {
        var count = 0;
        for (var i = 0; i < _missing.Count; i++)
        {
            var missing = _missing[i];
            if (missing.Due > now)
                continue;

            sequences[count++] = (ushort)missing.Index;
            var wait = roundTrip + (roundTrip / 4);
            _missing[i] = missing with { Requests = missing.Requests + 1, Due = now + (wait > MinRepeat ? wait : MinRepeat) };
        }

        _missing.RemoveAll(static missing => missing.Requests >= MaxRequests);
        return count;
    }

    private void Remove(ulong index)
    {
        for (var i = 0; i < _missing.Count; i++)
        {
            if (_missing[i].Index != index)
                continue;

            _missing.RemoveAt(i);
            return;
        }
    }

    private readonly record struct Missing(ulong Index, int Requests, TimeSpan Due);
}
