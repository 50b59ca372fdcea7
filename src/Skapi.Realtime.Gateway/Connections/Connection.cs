using System.Security.Claims;
using Skapi.Realtime.Gateway.Limits;
using Skapi.Realtime.Gateway.Tokens;

namespace Skapi.Realtime.Gateway.Connections;

/// <summary>A client that is connected. Only the relay changes its group.</summary>
/// <param name="cid">The connection's id, without the <c>cid:</c> prefix.</param>
/// <param name="user">The user that the connection's token names.</param>
/// <param name="queue">The frames that wait to be sent to it.</param>
/// <param name="limits">How fast it may send, or null without limits.</param>
internal sealed class Connection(string cid, RealtimeUser user, SendQueue queue, SenderLimits? limits = null)
{
    /// <summary>The connection's id, without the <c>cid:</c> prefix.</summary>
    public string Cid { get; } = cid;

    /// <summary>The user that the connection's token names: the sender of every frame that comes from it.</summary>
    public RealtimeUser User { get; } = user;

    /// <summary>The frames that wait to be sent to it.</summary>
    public SendQueue Queue { get; } = queue;

    /// <summary>How fast it may send, or null without limits.</summary>
    public SenderLimits? Limits { get; } = limits;

    /// <summary>The claims of the connection's token, if a policy decides about joins; otherwise null.</summary>
    public ClaimsPrincipal? Claims { get; set; }

    /// <summary>The group that it has joined, or null.</summary>
    public string? Group { get; set; }

    /// <summary>The number of connections that got its last post to a user, over all nodes.</summary>
    public int LastRecipients { get; set; } = 1;

    /// <summary>The number of connections that the gateway had admitted before this one.</summary>
    public long OpenNumber { get; set; }

    /// <summary>The number of joins that the gateway had seen before it joined its group: the order of a group's list.</summary>
    public long JoinNumber { get; set; }
}
