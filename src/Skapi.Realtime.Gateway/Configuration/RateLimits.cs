namespace Skapi.Realtime.Gateway.Configuration;

/// <summary>The rates at which one sender may send: a connection, a user, or an address. Null turns a limit off.</summary>
public sealed class RateLimits
{
    /// <summary>Frames from the client, malformed ones and keep-alives included.</summary>
    public RateLimit? Frames { get; set; }

    /// <summary>Bytes of these frames, as they go over the wire to the recipients: a percent sign is three bytes there.</summary>
    public RateLimit? Bytes { get; set; }

    /// <summary>Deliveries: one for each connection that a frame goes to, or that the notice about a join or leave goes to.</summary>
    public RateLimit? Deliveries { get; set; }
}
