using System.Globalization;
using Skapi.Realtime.Gateway.Nodes;
using Skapi.Realtime.Gateway.Tokens;
using StackExchange.Redis;

namespace Skapi.Realtime.Gateway.Redis;

/// <summary>The names of keys and channels. The scripts build the same names.</summary>
/// <remarks>
/// A service is written with the lengths of its parts, so that no choice of names makes two services or groups share a key.
/// </remarks>
internal sealed class RedisNames(string prefix)
{
    /// <summary>What every name begins with. It has the version of the format, so that gateways of another version are strangers.</summary>
    public string Prefix { get; } = string.Create(CultureInfo.InvariantCulture, $"{prefix}v{NodeMessages.Version}:");

    /// <summary>A set of nodes.</summary>
    public RedisKey Nodes => $"{Prefix}nodes";

    /// <summary>A text that identifies the data.</summary>
    public RedisKey Generation => $"{Prefix}generation";

    /// <summary>Exists while the node is alive.</summary>
    public RedisKey Lease(string node) => $"{Prefix}lease:{node}";

    /// <summary>A hash: the connections of a node.</summary>
    public RedisKey Node(string node) => $"{Prefix}node:{node}";

    /// <summary>A sorted set: the cids of a user, by the order in which they were opened.</summary>
    public RedisKey User(RealtimeUser user) => $"{Prefix}u:{Scope(user.Scope)}{user.UserId}";

    /// <summary>Exists if the next change of the user's connections is announced.</summary>
    public RedisKey Watch(RealtimeUser user) => $"{Prefix}w:{Scope(user.Scope)}{user.UserId}";

    /// <summary>A sorted set: the members of a group, <c>cid userId</c>, by the order in which they joined.</summary>
    public RedisKey Group(ServiceScope scope, string group) => $"{Prefix}g:{Scope(scope)}{group}";

    /// <summary>A hash: the sizes of the groups of a service.</summary>
    public RedisKey Sizes(ServiceScope scope) => $"{Prefix}s:{Scope(scope)}";

    /// <summary>The channel of a group.</summary>
    public RedisChannel GroupChannel(ServiceScope scope, string group) => RedisChannel.Literal($"{Prefix}c:{Scope(scope)}{group}");

    /// <summary>The channel of a node.</summary>
    public RedisChannel NodeChannel(string node) => RedisChannel.Literal($"{Prefix}n:{node}");

    /// <summary>The channel on which changes of watched users are announced.</summary>
    public RedisChannel Announcements => RedisChannel.Literal($"{Prefix}a");

    public static string Scope(ServiceScope scope) =>
        string.Create(CultureInfo.InvariantCulture, $"{scope.Service.Length}:{scope.Service}{scope.Owner.Length}:{scope.Owner}");

    /// <summary>Reads what <see cref="Scope"/> and a user's id after it have become.</summary>
    /// <returns>Null if it is not that.</returns>
    public static RealtimeUser? ParseUser(ReadOnlySpan<char> text) =>
        TryCut(ref text, out var service) && TryCut(ref text, out var owner)
            ? new RealtimeUser(new ServiceScope(service, owner), text.ToString())
            : null;

    private static bool TryCut(ref ReadOnlySpan<char> text, out string part)
    {
        part = "";
        var colon = text.IndexOf(':');
        if (colon < 0 || !int.TryParse(text[..colon], NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            || length > text.Length - colon - 1)
        {
            return false;
        }

        part = text.Slice(colon + 1, length).ToString();
        text = text[(colon + 1 + length)..];
        return true;
    }
}
