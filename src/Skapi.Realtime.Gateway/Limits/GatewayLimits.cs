using Microsoft.Extensions.Options;
using Skapi.Realtime.Gateway.Configuration;
using Skapi.Realtime.Gateway.Tokens;

namespace Skapi.Realtime.Gateway.Limits;

/// <summary>The rate limits of a gateway: those that connections share, and a factory of those that each connection has.</summary>
internal sealed class GatewayLimits(IOptions<SkapiRealtimeOptions> options) : IDisposable
{
    private readonly RateLimitOptions _rates = options.Value.RateLimits;
    private readonly PartitionedBuckets<string> _requests = new(options.Value.RateLimits.Requests);

    /// <summary>The limits of all connections of a user.</summary>
    public SharedBuckets<RealtimeUser> Users { get; } = new(options.Value.RateLimits.User);

    /// <summary>The limits of all connections from an address.</summary>
    public SharedBuckets<string> Addresses { get; } = new(options.Value.RateLimits.Address);

    /// <summary>Counts an HTTP request.</summary>
    /// <returns>False if its address has sent too many.</returns>
    public bool TryRequest(string address, out TimeSpan retryAfter)
    {
        retryAfter = TimeSpan.Zero;
        return _requests.TryTake(address, 1, ref retryAfter);
    }

    /// <summary>Creates the limits of a connection. The caller disposes them when the connection has ended.</summary>
    public SenderLimits Create(RealtimeUser user, string address) => new(this, user, address);

    /// <summary>Creates the buckets that one connection has for itself.</summary>
    public SenderBuckets CreateConnectionBuckets() => new(_rates.Connection);

    /// <summary>Creates the limit of a group's notices, or returns null if there is no limit.</summary>
    public RateBucket? CreateNoticeBucket() => _rates.Notices is { } limit ? new RateBucket(limit) : null;

    public void Dispose() => _requests.Dispose();
}
