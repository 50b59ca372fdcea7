using StackExchange.Redis;

namespace Skapi.Realtime.Gateway.Redis;

/// <summary>The options of gateways that work as one over Redis. All gateways need the same Redis and the same prefix.</summary>
public sealed class SkapiRedisOptions
{
    /// <summary>
    /// How to connect to Redis: addresses, TLS, user and password, or a Sentinel service name. <c>ChannelPrefix</c> must not be set;
    /// use <see cref="KeyPrefix"/>.
    /// </summary>
    public ConfigurationOptions Configuration { get; set; } = new();

    /// <summary>
    /// What the names of all keys and channels begin with. <c>skapi:</c> by default. Gateways with different prefixes are strangers to
    /// each other.
    /// </summary>
    public string KeyPrefix { get; set; } = "skapi:";

    /// <summary>
    /// How long Redis may be away before connections are closed with 1012, so that clients connect to another gateway. 30 seconds by
    /// default.
    /// </summary>
    public TimeSpan GracePeriod { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a gateway counts as alive after it has renewed its lease.</summary>
    internal TimeSpan LeaseDuration { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The time between two renewals of the lease.</summary>
    internal TimeSpan RenewInterval { get; set; } = TimeSpan.FromSeconds(3);
}
