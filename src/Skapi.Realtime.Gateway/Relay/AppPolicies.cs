using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Skapi.Realtime.Gateway.App;
using Skapi.Realtime.Gateway.Configuration;

namespace Skapi.Realtime.Gateway.Relay;

/// <summary>Asks the authorization policies that the options name.</summary>
internal sealed class AppPolicies(IOptions<SkapiRealtimeOptions> options, IServiceScopeFactory scopes)
{
    private readonly string? _connection = options.Value.ConnectionPolicy;
    private readonly string? _join = options.Value.JoinPolicy;

    /// <summary>Whether there are policies.</summary>
    public bool Any => _connection is not null || _join is not null;

    public ValueTask<RealtimeDecision> AskToConnectAsync(RealtimePeer peer, ClaimsPrincipal user) =>
        _connection is { } policy ? AskAsync(policy, user, peer, "The user may not connect.") : new(RealtimeDecision.Allow);

    public ValueTask<RealtimeDecision> AskToJoinAsync(RealtimePeer peer, ClaimsPrincipal? user, string group) =>
        _join is { } policy
            ? AskAsync(policy, user ?? new ClaimsPrincipal(), new RealtimeJoin(peer, group), "The user may not join this group.")
            : new(RealtimeDecision.Allow);

    private async ValueTask<RealtimeDecision> AskAsync(string policy, ClaimsPrincipal user, object resource, string refusal)
    {
        // The app may register handlers for each scope, for example with a database context.
        var scope = scopes.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
        {
            var authorization = scope.ServiceProvider.GetRequiredService<IAuthorizationService>();
            var result = await authorization.AuthorizeAsync(user, resource, policy).ConfigureAwait(false);
            if (result.Succeeded)
                return RealtimeDecision.Allow;
            // A handler can say why: AuthorizationFailureReason.
            return RealtimeDecision.Refuse(result.Failure.FailureReasons.FirstOrDefault()?.Message ?? refusal);
        }
    }
}
