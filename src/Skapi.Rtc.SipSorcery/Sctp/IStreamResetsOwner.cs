using SIPSorcery.Net;

namespace Skapi.Rtc.SipSorcery.Sctp;

/// <summary>The association, as <see cref="StreamResets"/> sees it.</summary>
internal interface IStreamResetsOwner
{
    /// <summary>Sends a chunk in a packet of its own.</summary>
    void Send(SctpChunk chunk);

    /// <summary>The TSN that was assigned last.</summary>
    uint LastTsn { get; }

    /// <summary>Handles the reset of this side of a stream after a TSN. Without support on the other side, it is called at once.</summary>
    void OnReset(ushort stream, uint lastTsn);

    /// <summary>
    /// Handles the reset of the other side's half of streams after a TSN, when everything up to it has arrived. An empty list means all
    /// streams.
    /// </summary>
    void OnPeerReset(ReadOnlySpan<ushort> streams, uint lastTsn);
}
