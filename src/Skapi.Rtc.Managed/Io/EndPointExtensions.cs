using System.Net;

namespace Skapi.Rtc.Managed.Io;

/// <summary>Compares addresses.</summary>
internal static class EndPointExtensions
{
    /// <summary>
    /// Whether two addresses are equal and both of UDP, or both of TCP. <see cref="IPEndPoint.Equals"/> takes an address of TCP for one of
    /// UDP.
    /// </summary>
    public static bool IsSameAs(this IPEndPoint one, IPEndPoint? other) => ReferenceEquals(one, other)
        || (other is not null && one is StreamEndPoint == other is StreamEndPoint && one.Equals(other));
}
