namespace Skapi.Rtc.Managed.Io;

/// <summary>Which addresses of this machine become candidates, so that the other side is told them.</summary>
public enum LocalAddressPolicy
{
    /// <summary>Those of all interfaces, without loopback and link-local ones. The loopback address is used if there is no other.</summary>
    Reachable,

    /// <summary>Only those from which this machine reaches the internet (RFC 8828, mode 2). Other networks stay unknown.</summary>
    DefaultRoute,

    /// <summary>Those of all interfaces, loopback and link-local ones too.</summary>
    All,
}
