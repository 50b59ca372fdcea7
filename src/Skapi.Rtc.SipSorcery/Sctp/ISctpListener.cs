namespace Skapi.Rtc.SipSorcery.Sctp;

/// <summary>Hears what happens on an SCTP association.</summary>
internal interface ISctpListener
{
    /// <summary>Messages can be sent.</summary>
    void OnEstablished();

    /// <summary>A message came in on a stream.</summary>
    void OnMessage(ushort stream, uint protocol, byte[] data);

    /// <summary>A part of a message, for the first time, left for the other side.</summary>
    void OnSent(ushort stream, uint protocol, int length);

    /// <summary>Our side of a stream was reset.</summary>
    void OnReset(ushort stream);

    /// <summary>The other side reset its side of streams. No streams means all of them.</summary>
    void OnPeerReset(ReadOnlySpan<ushort> streams);

    /// <summary>The association ended.</summary>
    void OnEnded();
}
