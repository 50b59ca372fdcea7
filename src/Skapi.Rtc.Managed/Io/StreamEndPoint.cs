using System.Net;

namespace Skapi.Rtc.Managed.Io;

/// <summary>An address and port of TCP. It is never equal to one of UDP.</summary>
/// <param name="address">The address.</param>
/// <param name="port">The port.</param>
internal sealed class StreamEndPoint(IPAddress address, int port) : IPEndPoint(address, port)
{
    /// <summary>The port of a side that opens connections: each of them has a port of its own (RFC 6544, section 4.5).</summary>
    public const int AnyPort = 9;

    /// <summary>Creates the address and port of TCP that an address has.</summary>
    public static StreamEndPoint Of(IPEndPoint address) => address as StreamEndPoint ?? new StreamEndPoint(address.Address, address.Port);

    /// <inheritdoc/>
    public override bool Equals(object? comparand) => comparand is StreamEndPoint && base.Equals(comparand);

    /// <inheritdoc/>
    public override int GetHashCode() => ~base.GetHashCode();
}
