using Skapi.Realtime.Gateway.Nodes;
using Skapi.Realtime.Gateway.Tests.Infrastructure;

namespace Skapi.Realtime.Gateway.Redis.Tests.Infrastructure;

/// <summary>The leases of nodes.</summary>
internal static class Leases
{
    /// <summary>Lets the lease of the node with a connection expire now, instead of after its time.</summary>
    public static async Task ExpireLeaseAsync(this RedisServer redis, string cid)
    {
        var database = redis.Admin.Multiplexer.GetDatabase();
        var lease = new RedisNames(new SkapiRedisOptions().KeyPrefix).Lease(NodeMessages.NodeOf(cid).ShouldNotBeNull());
        (await database.KeyTimeToLiveAsync(lease).OrHang()).ShouldNotBeNull("a lease expires by itself");
        await database.KeyExpireAsync(lease, TimeSpan.Zero).OrHang();
    }
}
