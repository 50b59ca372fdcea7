namespace Skapi.Rtc.Managed.Sctp.Packets;

/// <summary>The chunk types (RFC 9260, section 3.2; RFC 3758; RFC 6525; RFC 8260).</summary>
internal enum ChunkType : byte
{
    /// <summary>A fragment of a message.</summary>
    Data = 0,

    /// <summary>The request to set an association up.</summary>
    Init = 1,

    /// <summary>The answer to <see cref="Init"/>, with a cookie.</summary>
    InitAck = 2,

    /// <summary>Says which data have arrived.</summary>
    Sack = 3,

    /// <summary>Asks whether the other side is there.</summary>
    Heartbeat = 4,

    /// <summary>The answer to <see cref="Heartbeat"/>.</summary>
    HeartbeatAck = 5,

    /// <summary>Ends the association at once.</summary>
    Abort = 6,

    /// <summary>Asks to end the association.</summary>
    Shutdown = 7,

    /// <summary>The answer to <see cref="Shutdown"/>.</summary>
    ShutdownAck = 8,

    /// <summary>Reports an error that does not end the association.</summary>
    Error = 9,

    /// <summary>The cookie comes back.</summary>
    CookieEcho = 10,

    /// <summary>The association is set up.</summary>
    CookieAck = 11,

    /// <summary>The association has ended.</summary>
    ShutdownComplete = 14,

    /// <summary>A fragment of a message that may be interleaved with others (RFC 8260).</summary>
    InterleavedData = 64,

    /// <summary>Resets streams (RFC 6525).</summary>
    Reconfig = 130,

    /// <summary>Padding, which the receiver skips (RFC 4820).</summary>
    Padding = 132,

    /// <summary>Skips data that the sender gave no more tries (RFC 3758).</summary>
    ForwardTsn = 192,

    /// <summary>The same for interleaved messages (RFC 8260).</summary>
    InterleavedForwardTsn = 194,
}
