namespace Skapi.Rtc.Managed.Ice;

/// <summary>Who opens the connection of a TCP candidate (RFC 6544, section 4.1).</summary>
internal enum StreamRole
{
    /// <summary>The side whose candidate it is.</summary>
    Active,

    /// <summary>The other side.</summary>
    Passive,
}
