using Skapi.Rtc.DataChannels;

namespace Skapi.Rtc.SipSorcery.Channels;

/// <summary>
/// The SCTP streams of the channels. A stream is free again when both sides have reset it (RFC 8831, section 6.7). Not thread-safe.
/// </summary>
/// <param name="isDtlsClient">Whether this side is the DTLS client, which takes even ids (RFC 8832, section 6).</param>
internal sealed class ChannelStreams(bool isDtlsClient)
{
    private readonly StreamIds _ids = new(isDtlsClient);
    private readonly Dictionary<ushort, Resets> _used = [];

    [Flags]
    private enum Resets
    {
        None = 0,
        Local = 1,
        Remote = 2,
        Both = Local | Remote,
    }

    /// <summary>Takes an id for a channel of this side.</summary>
    /// <exception cref="SkapiException"><c>INVALID_REQUEST</c>: every id is in use.</exception>
    public ushort Take()
    {
        var id = _ids.Take();
        _used[id] = Resets.None;
        return id;
    }

    /// <summary>Registers the id of a channel that the other side opens.</summary>
    /// <returns>False if a channel uses the id, or the id belongs to this side.</returns>
    public bool TryRegisterRemote(ushort id)
    {
        // The other side may use a stream again as soon as it knows of both resets. The confirmation may still be on its way to this side.
        if (_used.GetValueOrDefault(id).HasFlag(Resets.Remote))
            Release(id);
        if (!_ids.TryRegisterRemote(id))
            return false;

        _used[id] = Resets.None;
        return true;
    }

    /// <summary>This side has reset its half of a stream.</summary>
    public void OnLocalReset(ushort id) => OnReset(id, Resets.Local);

    /// <summary>The other side has reset its half of a stream.</summary>
    public void OnRemoteReset(ushort id) => OnReset(id, Resets.Remote);

    private void OnReset(ushort id, Resets half)
    {
        if (!_used.TryGetValue(id, out var resets))
            return;

        _used[id] = resets | half;
        if (_used[id] == Resets.Both)
            Release(id);
    }

    private void Release(ushort id)
    {
        _used.Remove(id);
        _ids.Release(id);
    }
}
