namespace Skapi.Rtc.Managed.Ice;

/// <summary>How an address was found (RFC 8445, section 5.1.1). The values are the type preferences of section 5.1.2.2.</summary>
internal enum CandidateType
{
    /// <summary>An address of a TURN server.</summary>
    Relayed = 0,

    /// <summary>An address that a STUN server saw.</summary>
    ServerReflexive = 100,

    /// <summary>An address that the other side saw.</summary>
    PeerReflexive = 110,

    /// <summary>An address of the machine itself.</summary>
    Host = 126,
}
