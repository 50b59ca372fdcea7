namespace Skapi.Rtc.Managed.Stun;

/// <summary>The attribute types that this side reads or writes (RFC 8489, section 18.3; RFC 8445, 16.1; RFC 8656, 18).</summary>
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

    /// <summary>The number of a channel (RFC 8656).</summary>
    ChannelNumber = 0x000C,

    /// <summary>How long an allocation lives, in seconds (RFC 8656).</summary>
    Lifetime = 0x000D,

    /// <summary>The address of the peer that data go to or come from (RFC 8656).</summary>
    XorPeerAddress = 0x0012,

    /// <summary>The data of an indication (RFC 8656).</summary>
    Data = 0x0013,

    /// <summary>The realm of the long-term credentials.</summary>
    Realm = 0x0014,

    /// <summary>The server's number against replays.</summary>
    Nonce = 0x0015,

    /// <summary>The address that was allocated (RFC 8656).</summary>
    XorRelayedAddress = 0x0016,

    /// <summary>The address family of the address to allocate (RFC 8656).</summary>
    RequestedAddressFamily = 0x0017,

    /// <summary>The protocol between the server and the peers (RFC 8656).</summary>
    RequestedTransport = 0x0019,

    /// <summary>The keyed hash of the message by SHA-256.</summary>
    MessageIntegritySha256 = 0x001C,

    /// <summary>How the key is made of the password.</summary>
    PasswordAlgorithm = 0x001D,

    /// <summary>The hash of the user name, which hides it.</summary>
    UserHash = 0x001E,

    /// <summary>The address that the request came from.</summary>
    XorMappedAddress = 0x0020,

    /// <summary>The priority of the peer-reflexive candidate that the check may lead to.</summary>
    Priority = 0x0024,

    /// <summary>The controlling side nominates the pair.</summary>
    UseCandidate = 0x0025,

    /// <summary>The ways that the server knows to make a key of the password.</summary>
    PasswordAlgorithms = 0x8002,

    /// <summary>The name of the program, for logs.</summary>
    Software = 0x8022,

    /// <summary>Another server to ask.</summary>
    AlternateServer = 0x8023,

    /// <summary>The checksum that tells STUN from other protocols.</summary>
    Fingerprint = 0x8028,

    /// <summary>The sender is the controlled side.</summary>
    IceControlled = 0x8029,

    /// <summary>The sender is the controlling side.</summary>
    IceControlling = 0x802A,
}
