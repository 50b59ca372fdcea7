using System.Net;

namespace Skapi.Rtc.Managed.Mdns;

/// <summary>An address record of an mDNS message.</summary>
/// <param name="Name">The name, without the dot at its end.</param>
/// <param name="Address">The address.</param>
internal readonly record struct MdnsAddress(string Name, IPAddress Address);
