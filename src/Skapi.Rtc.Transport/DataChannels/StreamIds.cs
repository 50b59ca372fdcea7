namespace Skapi.Rtc.DataChannels;

/// <summary>
/// The SCTP stream ids of a peer's data channels (RFC 8832, section 6): the DTLS client creates channels with even ids, the server with odd
/// ones. Not safe for concurrent use.
/// </summary>
/// <param name="isDtlsClient">Whether this side is the DTLS client.</param>
/// <param name="streams">The number of streams that the association has: ids are smaller. 65535 is never used as an id.</param>
public sealed class StreamIds(bool isDtlsClient, int streams = ushort.MaxValue)
{
    private readonly HashSet<ushort> _used = [];
    private int _next = isDtlsClient ? 0 : 1;

    /// <summary>Takes the next free id of this side.</summary>
    /// <exception cref="SkapiException"><c>INVALID_REQUEST</c>: every id is in use.</exception>
    public ushort Take()
    {
        // An id that became free is used again last: a late message of the old channel should not meet a new one.
        var first = isDtlsClient ? 0 : 1;
        var (from, count) = (_next, (Math.Min(streams, ushort.MaxValue) - first + 1) / 2);
        for (var tried = 0; tried < count; tried++)
        {
            var id = first + ((((from - first) / 2) + tried) % count * 2);
            if (_used.Add((ushort)id))
            {
                _next = id + 2;
                return (ushort)id;
            }
        }

        throw SkapiException.InvalidRequest(
            "Every stream id of the peer connection is in use. Close data channels, or create another peer.");
    }

    /// <summary>Registers an id that the other side uses.</summary>
    /// <returns>False if the id is in use or belongs to this side: the other side broke the protocol.</returns>
    public bool TryRegisterRemote(ushort id) => id < ushort.MaxValue && (id % 2 == 0) != isDtlsClient && _used.Add(id);

    /// <summary>Frees an id. Call it when both directions of the stream have been reset, not before (RFC 8831, section 6.7).</summary>
    public void Release(ushort id) => _used.Remove(id);
}
