namespace Skapi.Rtc.Managed.Rtp.Receiving;

/// <summary>Limits the bytes of all packets and unfinished frames of a peer, so that the other side cannot fill the memory.</summary>
/// <param name="limit">The maximum number of bytes.</param>
internal sealed class BufferBudget(int limit)
{
    private int _used;

    /// <summary>Reserves bytes.</summary>
    /// <returns>False if the limit would be exceeded.</returns>
    public bool TryReserve(int bytes)
    {
        if (bytes > limit - _used)
            return false;

        _used += bytes;
        return true;
    }

    /// <summary>Releases bytes that were reserved.</summary>
    public void Release(int bytes) => _used -= bytes;
}
