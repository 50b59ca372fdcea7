using Microsoft.Extensions.Options;
using Skapi.Protocol;
using Skapi.Realtime.Gateway.Configuration;
using Skapi.Realtime.Gateway.Relay;
using Skapi.Realtime.Gateway.Tokens;

namespace Skapi.Realtime.Gateway.Presence;

/// <summary>Answers who is in a group, and which groups there are.</summary>
internal sealed class PresenceQueries(IRelay relay, IOptions<SkapiRealtimeOptions> options)
{
    private readonly int _maxPageSize = options.Value.MaxPageSize;

    /// <summary>Lists the connections in a group, with one entry for each.</summary>
    /// <exception cref="InvalidQueryException">A member of the request is wrong.</exception>
    public async ValueTask<GroupUsersResponse> AnswerAsync(
        ServiceScope scope, GroupUsersRequest request, CancellationToken cancellationToken)
    {
        var paging = Paging.From(request.Limit, request.StartKey, request.Ascending, _maxPageSize);
        IReadOnlyList<Member> members = [];
        if (!paging.IsPastEnd)
        {
            long? after = paging.TryGetLast(JoinOrder.Instance, out var last) ? last!.JoinNumber : null;
            // One entry more than the page says whether another page follows.
            members = await relay.MembersOfAsync(
                scope, request.Group, request.UserId, after, paging.Ascending, paging.Limit + 1, cancellationToken).ConfigureAwait(false);
        }

        var (page, next) = paging.Cut(members, JoinOrder.Instance);
        return new GroupUsersResponse
        {
            List = page
                .Select(member => new GroupUserEntry { QualifiedUserId = $"{scope.Service}#{member.UserId}", Cid = member.Cid })
                .ToEquatableArray(),
            StartKey = next,
        };
    }

    /// <summary>Lists the groups that a search finds.</summary>
    /// <exception cref="InvalidQueryException">A member of the request is wrong.</exception>
    public async ValueTask<GroupsResponse> AnswerAsync(
        ServiceScope scope, GroupsRequest request, CancellationToken cancellationToken)
    {
        var search = GroupSearch.From(request);
        var paging = Paging.From(request.Limit, request.StartKey, request.Ascending, _maxPageSize);
        var groups = await relay.GroupsOfAsync(scope, cancellationToken).ConfigureAwait(false);
        var (page, next) = paging.Cut(groups.Where(search.Matches), search);
        return new GroupsResponse
        {
            List = page
                .Select(group => new GroupEntry
                {
                    QualifiedGroup = $"{scope.Service}#{group.Name}",
                    NumberOfUsers = (uint)group.Connections,
                })
                .ToEquatableArray(),
            StartKey = next,
        };
    }
}
