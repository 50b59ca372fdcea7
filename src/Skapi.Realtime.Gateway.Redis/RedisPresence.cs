using Skapi.Realtime.Gateway.Relay;
using Skapi.Realtime.Gateway.Tokens;
using StackExchange.Redis;

namespace Skapi.Realtime.Gateway.Redis;

/// <summary>Reads who is in a group, which groups there are, and which connections a user has.</summary>
internal sealed class RedisPresence(RedisConnection connection, RedisNames names)
{
    private const int PageSize = 1000;

    public async ValueTask<IReadOnlyList<string>> ConnectionsOfAsync(RealtimeUser user)
    {
        var cids = await connection.RunAsync(database => database.SortedSetRangeByRankAsync(names.User(user))).ConfigureAwait(false);
        return cids.ToStringArray()!;
    }

    public async ValueTask<int> CountGroupAsync(ServiceScope scope, string group) =>
        (int)await connection.RunAsync(database => database.SortedSetLengthAsync(names.Group(scope, group))).ConfigureAwait(false);

    /// <summary>Lists the members of a group.</summary>
    public async ValueTask<IReadOnlyList<Member>> MembersOfAsync(
        ServiceScope scope, string group, long? after, bool ascending, int limit)
    {
        var members = new List<Member>();
        while (members.Count < limit)
        {
            var take = Math.Min(PageSize, limit - members.Count);
            var entries = await connection.RunAsync(database => database.SortedSetRangeByScoreWithScoresAsync(
                names.Group(scope, group),
                ascending ? after ?? double.NegativeInfinity : double.NegativeInfinity,
                ascending ? double.PositiveInfinity : after ?? double.PositiveInfinity,
                ascending ? Exclude.Start : Exclude.Stop,
                ascending ? Order.Ascending : Order.Descending,
                take: take)).ConfigureAwait(false);
            members.AddRange(entries.Select(static entry => ToMember(entry.Element!, (long)entry.Score)));
            if (entries.Length < take)
                break;
            after = members[^1].JoinNumber;
        }

        return members;
    }

    /// <summary>Lists the connections of one user in a group. A user has few, so they are looked for one by one.</summary>
    public async ValueTask<IReadOnlyList<Member>> MembersOfAsync(
        RealtimeUser user, string group, long? after, bool ascending, int limit)
    {
        var cids = await ConnectionsOfAsync(user).ConfigureAwait(false);
        if (cids.Count == 0)
            return [];
        RedisValue[] members = [.. cids.Select(cid => (RedisValue)$"{cid} {user.UserId}")];
        var numbers = await connection.RunAsync(database => database.SortedSetScoresAsync(names.Group(user.Scope, group), members))
            .ConfigureAwait(false);
        var own = cids.Zip(numbers)
            .Where(static pair => pair.Second is not null)
            .Select(pair => new Member(user.UserId, pair.First, (long)pair.Second!.Value))
            .Where(member => after is not { } number || (ascending ? member.JoinNumber > number : member.JoinNumber < number));
        var ordered = ascending
            ? own.OrderBy(static member => member.JoinNumber)
            : own.OrderByDescending(static member => member.JoinNumber);
        return [.. ordered.Take(limit)];
    }

    public ValueTask<IReadOnlyList<GroupSize>> GroupsOfAsync(ServiceScope scope, CancellationToken cancellationToken) =>
        connection.RunAsync<IReadOnlyList<GroupSize>>(async database =>
        {
            // A scan can return an entry twice.
            var groups = new Dictionary<string, GroupSize>(StringComparer.Ordinal);
            var scan = database.HashScanAsync(names.Sizes(scope), pageSize: PageSize);
            await foreach (var entry in scan.WithCancellation(cancellationToken).ConfigureAwait(false))
                groups[entry.Name!] = new GroupSize(entry.Name!, (int)entry.Value);
            return [.. groups.Values];
        });

    private static Member ToMember(string element, long number)
    {
        var space = element.IndexOf(' ', StringComparison.Ordinal);
        return new Member(element[(space + 1)..], element[..space], number);
    }
}
