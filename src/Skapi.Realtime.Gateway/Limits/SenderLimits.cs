using Skapi.Realtime.Gateway.Configuration;
using Skapi.Realtime.Gateway.Tokens;

namespace Skapi.Realtime.Gateway.Limits;

/// <summary>What one connection may send: its own limits, those of its user, and those of its address.</summary>
internal sealed class SenderLimits(GatewayLimits shared, RateLimits own, RealtimeUser user, string address)
{
    private readonly RateBucket? _frames = Create(own.Frames);
    private readonly RateBucket? _bytes = Create(own.Bytes);
    private readonly RateBucket? _deliveries = Create(own.Deliveries);

    /// <summary>Counts a frame from the client.</summary>
    /// <param name="bytes">Its size on the wire, after escaping.</param>
    /// <param name="retryAfter">How long the client should wait if the method returns false.</param>
    /// <returns>False if the frame is over a limit.</returns>
    public bool TryReceive(int bytes, out TimeSpan retryAfter)
    {
        retryAfter = TimeSpan.Zero;
        return (_frames is null || _frames.TryTake(1, ref retryAfter))
            && shared.Users.Frames.TryTake(user, 1, ref retryAfter)
            && shared.Addresses.Frames.TryTake(address, 1, ref retryAfter)
            && TryTakeBytes(bytes, ref retryAfter);
    }

    /// <summary>Counts the connections that a frame goes to.</summary>
    /// <param name="deliveries">The number of connections.</param>
    /// <param name="retryAfter">How long the client should wait if the method returns false.</param>
    /// <returns>False if the frame is over a limit.</returns>
    public bool TryDeliver(int deliveries, out TimeSpan retryAfter)
    {
        retryAfter = TimeSpan.Zero;
        return deliveries == 0
            || ((_deliveries is null || _deliveries.TryTake(deliveries, ref retryAfter))
                && shared.Users.Deliveries.TryTake(user, deliveries, ref retryAfter)
                && shared.Addresses.Deliveries.TryTake(address, deliveries, ref retryAfter));
    }

    private bool TryTakeBytes(int bytes, ref TimeSpan retryAfter) =>
        bytes <= 0
        || ((_bytes is null || _bytes.TryTake(bytes, ref retryAfter))
            && shared.Users.Bytes.TryTake(user, bytes, ref retryAfter)
            && shared.Addresses.Bytes.TryTake(address, bytes, ref retryAfter));

    private static RateBucket? Create(RateLimit? limit) => limit is null ? null : new RateBucket(limit);
}
