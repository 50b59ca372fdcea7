using Skapi.Realtime.Gateway.Tokens;

namespace Skapi.Realtime.Gateway.Limits;

/// <summary>What one connection may send: its own limits, those of its user, and those of its address.</summary>
internal sealed class SenderLimits : IDisposable
{
    private readonly GatewayLimits _shared;
    private readonly RealtimeUser _user;
    private readonly string _address;
    private readonly SenderBuckets[] _levels;
    private bool _disposed;

    public SenderLimits(GatewayLimits shared, RealtimeUser user, string address)
    {
        (_shared, _user, _address) = (shared, user, address);
        SenderBuckets[] all = [shared.CreateConnectionBuckets(), shared.Users.Acquire(user), shared.Addresses.Acquire(address)];
        _levels = [.. all.Where(static level => !level.IsUnlimited)];
    }

    /// <summary>Counts a frame from the client.</summary>
    /// <param name="bytes">Its size on the wire, after escaping.</param>
    /// <param name="retryAfter">How long the client should wait if the method returns false.</param>
    /// <returns>False if the frame is over a limit.</returns>
    public bool TryReceive(int bytes, out TimeSpan retryAfter)
    {
        retryAfter = TimeSpan.Zero;
        foreach (var level in _levels)
        {
            if (!level.TryTakeFrame(ref retryAfter))
                return false;
        }

        if (bytes == 0)
            return true;
        foreach (var level in _levels)
        {
            if (!level.TryTakeBytes(bytes, ref retryAfter))
                return false;
        }

        return true;
    }

    /// <summary>Counts the connections that a frame goes to.</summary>
    /// <param name="deliveries">The number of connections.</param>
    /// <param name="retryAfter">How long the client should wait if the method returns false.</param>
    /// <returns>False if the frame is over a limit.</returns>
    public bool TryDeliver(int deliveries, out TimeSpan retryAfter)
    {
        retryAfter = TimeSpan.Zero;
        if (deliveries == 0)
            return true;
        foreach (var level in _levels)
        {
            if (!level.TryTakeDeliveries(deliveries, ref retryAfter))
                return false;
        }

        return true;
    }

    /// <summary>Ends the use of the shared limits.</summary>
    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        _shared.Users.Release(_user);
        _shared.Addresses.Release(_address);
    }
}
