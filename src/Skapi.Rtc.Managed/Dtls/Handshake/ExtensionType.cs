namespace Skapi.Rtc.Managed.Dtls.Handshake;

/// <summary>The hello extensions that this side reads or writes.</summary>
internal enum ExtensionType : ushort
{
    /// <summary>supported_groups (RFC 8422, section 5.1.1).</summary>
    SupportedGroups = 10,

    /// <summary>ec_point_formats (RFC 8422, section 5.1.2).</summary>
    PointFormats = 11,

    /// <summary>signature_algorithms (RFC 5246, section 7.4.1.4.1).</summary>
    SignatureAlgorithms = 13,

    /// <summary>use_srtp (RFC 5764, section 4.1).</summary>
    UseSrtp = 14,

    /// <summary>extended_master_secret (RFC 7627, section 5.1).</summary>
    ExtendedMasterSecret = 23,

    /// <summary>renegotiation_info (RFC 5746, section 3.2).</summary>
    RenegotiationInfo = 0xFF01,
}
