namespace Skapi.Rtc.SipSorcery.Sctp;

/// <summary>Receives the events of an SCTP association.</summary>
internal interface ISctpListener
{
    /// <summary>Handles the start: messages can be sent.</summary>
    void OnEstablished();

    /// <summary>Handles a received message.</summary>
    void OnMessage(ushort stream, uint protocol, byte[] data);

    /// <summary>Handles a part of a message that was sent for the first time.</summary>
    void OnSent(ushort stream, uint protocol, int length);

    /// <summary>Handles the reset of this side of a stream.</summary>
    void OnReset(ushort stream);

    /// <summary>Handles the reset of the other side's half of streams. An empty list means all streams.</summary>
    void OnPeerReset(ReadOnlySpan<ushort> streams);

    /// <summary>Handles the end of the association.</summary>
    void OnEnded();
}
