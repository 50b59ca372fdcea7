namespace Skapi.Rtc.Managed.Mdns;

/// <summary>The types of records that an address can have (RFC 1035, RFC 3596).</summary>
internal enum MdnsRecordType
{
    /// <summary>An IPv4 address.</summary>
    A = 1,

    /// <summary>An IPv6 address.</summary>
    Aaaa = 28,

    /// <summary>A question for every type.</summary>
    Any = 255,
}
