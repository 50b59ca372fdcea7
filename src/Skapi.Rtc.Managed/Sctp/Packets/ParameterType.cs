namespace Skapi.Rtc.Managed.Sctp.Packets;

/// <summary>The parameter types that this side reads or writes.</summary>
internal enum ParameterType : ushort
{
    /// <summary>The cookie of an INIT ACK (RFC 9260, section 3.3.3).</summary>
    StateCookie = 7,

    /// <summary>Asks to reset the sender's outgoing streams (RFC 6525, section 4.1).</summary>
    OutgoingReset = 13,

    /// <summary>Asks the receiver to reset its outgoing streams (RFC 6525, section 4.2).</summary>
    IncomingReset = 14,

    /// <summary>The answer to a request (RFC 6525, section 4.4).</summary>
    ReconfigResponse = 16,

    /// <summary>The sender accepts packets with a checksum of zero (RFC 9653, section 4).</summary>
    ZeroChecksumAcceptable = 0x8001,

    /// <summary>The chunk types that the sender knows beyond the base protocol (RFC 5061, section 4.2.7).</summary>
    SupportedExtensions = 0x8008,

    /// <summary>The sender knows FORWARD TSN (RFC 3758, section 3.1).</summary>
    ForwardTsnSupported = 0xC000,
}
