namespace Skapi.Rtc.Managed.Networks.Tests.Namespaces;

/// <summary>What a NAT of nftables lets in, and how it chooses ports (RFC 4787, with the older names of RFC 3489).</summary>
public enum NatKind
{
    /// <summary>The port of the host, open to everybody.</summary>
    FullCone,

    /// <summary>The port of the host, open to the addresses that it sent to.</summary>
    AddressRestricted,

    /// <summary>The port of the host, open to the addresses and ports that it sent to.</summary>
    PortRestricted,

    /// <summary>A random port for each receiver, open to that receiver.</summary>
    Symmetric,
}
