using Skapi.Realtime.Gateway.Tokens;

namespace Skapi.Realtime.Gateway.Connections;

/// <summary>One client that is connected, as the relay knows it. Only the relay changes it.</summary>
internal sealed class Connection(string cid, RealtimeUser user, SendQueue queue)
{
    /// <summary>The connection's id, without the <c>cid:</c> prefix.</summary>
    public string Cid { get; } = cid;

    /// <summary>The user whom the connection's token names: the sender of every frame that comes from it.</summary>
    public RealtimeUser User { get; } = user;

    /// <summary>What waits to be sent to it.</summary>
    public SendQueue Queue { get; } = queue;

    /// <summary>The group joined, null outside of groups.</summary>
    public string? Group { get; set; }

    /// <summary>When it joined its group, counted over the whole gateway: the order in which a group's users are listed.</summary>
    public long JoinNumber { get; set; }
}
