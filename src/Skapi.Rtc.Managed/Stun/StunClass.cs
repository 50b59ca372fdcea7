namespace Skapi.Rtc.Managed.Stun;

/// <summary>The class of a message (RFC 8489, section 5).</summary>
internal enum StunClass
{
    /// <summary>A request, which is answered.</summary>
    Request = 0b00,

    /// <summary>An indication, which is not answered.</summary>
    Indication = 0b01,

    /// <summary>The answer to a request that succeeded.</summary>
    Success = 0b10,

    /// <summary>The answer to a request that failed.</summary>
    Error = 0b11,
}
