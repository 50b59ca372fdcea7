using SIPSorcery.Net;

namespace Skapi.Rtc.SipSorcery.Sctp;

/// <summary>What <see cref="StreamResets"/> needs of the association, and tells it.</summary>
internal interface IStreamResetsOwner
{
    /// <summary>Sends a chunk in a packet of its own.</summary>
    void Send(SctpChunk chunk);

    /// <summary>The TSN that was given out last.</summary>
    uint LastTsn { get; }

    /// <summary>Our side of a stream was reset after the TSN, or the other side cannot reset.</summary>
    void OnReset(ushort stream, uint lastTsn);

    /// <summary>The other side reset its side of streams after the TSN, all of which has arrived. No streams means all of them.</summary>
    void OnPeerReset(ReadOnlySpan<ushort> streams, uint lastTsn);
}
