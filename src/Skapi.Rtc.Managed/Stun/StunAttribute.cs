namespace Skapi.Rtc.Managed.Stun;

/// <summary>The attribute types that this side reads or writes (RFC 8489, section 18.3; RFC 8445, section 16.1).</summary>
internal enum StunAttribute : ushort
{
    /// <summary>The user name, which names both sides' ICE user fragments.</summary>
    Username = 0x0006,

    /// <summary>The keyed hash of the message.</summary>
    MessageIntegrity = 0x0008,

    /// <summary>Why a request failed.</summary>
    ErrorCode = 0x0009,

    /// <summary>The attributes that were not understood.</summary>
    UnknownAttributes = 0x000A,

    /// <summary>The address that the request came from.</summary>
    XorMappedAddress = 0x0020,

    /// <summary>The priority of the peer-reflexive candidate that the check may lead to.</summary>
    Priority = 0x0024,

    /// <summary>The controlling side nominates the pair.</summary>
    UseCandidate = 0x0025,

    /// <summary>The name of the program, for logs.</summary>
    Software = 0x8022,

    /// <summary>The checksum that tells STUN from other protocols.</summary>
    Fingerprint = 0x8028,

    /// <summary>The sender is the controlled side.</summary>
    IceControlled = 0x8029,

    /// <summary>The sender is the controlling side.</summary>
    IceControlling = 0x802A,
}
