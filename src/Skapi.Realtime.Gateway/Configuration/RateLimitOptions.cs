
namespace Skapi.Realtime.Gateway.Configuration;

/// <summary>
/// How fast clients may send. A frame over a limit is refused with <c>TOO_MANY_REQUESTS</c> and the number of seconds to wait; a
/// client that sends on regardless is disconnected with 1008.
/// </summary>
public sealed class RateLimitOptions
{
    /// <summary>The limits of each connection. 100 frames, 256 KiB and 5,000 deliveries per second by default.</summary>
    public RateLimits Connection { get; } = new()
    {
        Frames = new RateLimit(100, 500),
        Bytes = new RateLimit(256 * 1024, 1024 * 1024),
        Deliveries = new RateLimit(5_000, 20_000),
    };

    /// <summary>The limits of all connections of a user together. Twice those of a connection by default.</summary>
    public RateLimits User { get; } = new()
    {
        Frames = new RateLimit(200, 1_000),
        Bytes = new RateLimit(512 * 1024, 2 * 1024 * 1024),
        Deliveries = new RateLimit(10_000, 40_000),
    };

    /// <summary>
    /// The limits of all connections from an address together (an IPv4 address, or the /64 network of an IPv6 address). Behind a proxy,
    /// call <c>UseForwardedHeaders</c>, because otherwise all clients have the address of the proxy. 20 times those of a user by default.
    /// </summary>
    public RateLimits Address { get; } = new()
    {
        Frames = new RateLimit(4_000, 20_000),
        Bytes = new RateLimit(10 * 1024 * 1024, 40 * 1024 * 1024),
        Deliveries = new RateLimit(200_000, 800_000),
    };

    /// <summary>
    /// HTTP requests from an address: connection attempts and presence queries. A request over the limit is answered with 429 and
    /// <c>Retry-After</c>. Null turns the limit off. 200 per second, and 2,000 at once, by default.
    /// </summary>
    public RateLimit? Requests { get; set; } = new(200, 2_000);

    /// <summary>
    /// The maximum number of frames in a row that are refused because of a limit before the connection is closed with 1008. 100 by default.
    /// </summary>
    public int MaxRefusalsInARow { get; set; } = 100;

    /// <summary>
    /// Deliveries of notices (joined, left, disconnected) in each group. Over the limit only the connection that joined gets its notice;
    /// presence queries stay exact. Null turns the limit off. 10,000 per second, and 20,000 at once, by default.
    /// </summary>
    public RateLimit? Notices { get; set; } = new(10_000, 20_000);

    /// <summary>Turns every rate limit off.</summary>
    public void TurnOff()
    {
        foreach (var limits in (RateLimits[])[Connection, User, Address])
            limits.Frames = limits.Bytes = limits.Deliveries = null;
        Requests = Notices = null;
    }
}
