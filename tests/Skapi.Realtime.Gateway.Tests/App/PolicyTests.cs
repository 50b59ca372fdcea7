using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Skapi.Realtime.Gateway.App;
using Skapi.Realtime.Gateway.Configuration;
using Skapi.Realtime.Gateway.Tests.Infrastructure;

namespace Skapi.Realtime.Gateway.Tests.App;

/// <summary>Authorization policies of the app decide about connections and joins.</summary>
public class PolicyTests
{
    [Fact]
    public async Task A_user_who_does_not_satisfy_the_policy_for_connections_gets_403()
    {
        await using var host = await StartAsync(
            options => options.ConnectionPolicy = "staff", policy => policy.RequireClaim("sub", "alice"));

        await using var alice = await host.ConnectAsync("alice");
        using var refused = await host.RequestUpgradeAsync(host.AccessToken("bob"));

        await alice.EnterAsync("G1");
        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task The_policy_for_joins_decides_by_the_group_and_says_why()
    {
        await using var host = await StartAsync(
            options => options.JoinPolicy = "staff", policy => policy.AddRequirements(new GroupOfUser()));
        await using var alice = await host.ConnectAsync("alice");
        await alice.EnterAsync("of alice");

        await alice.JoinAsync("of bob");

        var error = await alice.ReceiveAsync();
        error.Text("#code").ShouldBe("INVALID_REQUEST");
        error.Text("#error").ShouldBe("joinRoom: Not your group.");
        error.Text("#srid").ShouldBe("of bob");
    }

    [Fact]
    public async Task A_policy_that_throws_refuses_and_is_logged()
    {
        await using var host = await StartAsync(
            options => options.ConnectionPolicy = "staff",
            policy => policy.RequireAssertion(
                new Func<AuthorizationHandlerContext, bool>(static _ => throw new InvalidOperationException("The database is down."))));

        using var refused = await host.RequestUpgradeAsync(host.AccessToken("alice"));

        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        host.Log.Lines.ShouldContain(line => line.Contains("The database is down.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_policy_that_gives_up_waiting_refuses_and_is_logged()
    {
        await using var host = await StartAsync(
            options => options.ConnectionPolicy = "staff",
            policy => policy.RequireAssertion(
                new Func<AuthorizationHandlerContext, bool>(static _ => throw new TaskCanceledException("The database took too long."))));

        using var refused = await host.RequestUpgradeAsync(host.AccessToken("alice"));

        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        host.Log.Lines.ShouldContain(line => line.Contains("OnConnectingAsync", StringComparison.Ordinal)
            && line.Contains("The database took too long.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_app_with_a_policy_that_does_not_exist_does_not_start(bool forConnections)
    {
        var error = await Should.ThrowAsync<OptionsValidationException>(() => GatewayHost.StartAsync(options =>
        {
            if (forConnections)
                options.ConnectionPolicy = "unknown";
            else
                options.JoinPolicy = "unknown";
        }));

        error.Message.ShouldContain("“unknown”");
    }

    private static Task<GatewayHost> StartAsync(Action<SkapiRealtimeOptions> configure, Action<AuthorizationPolicyBuilder> build) =>
        GatewayHost.StartAsync(configure, addServices: services =>
        {
            services.AddAuthorizationBuilder().AddPolicy("staff", build);
            services.AddScoped<IAuthorizationHandler, GroupOfUserHandler>();
        });

    private sealed class GroupOfUser : IAuthorizationRequirement;

    private sealed class GroupOfUserHandler : AuthorizationHandler<GroupOfUser, RealtimeJoin>
    {
        protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, GroupOfUser requirement, RealtimeJoin resource)
        {
            if (resource.Group == $"of {resource.Peer.UserId}" && context.User.FindFirst("sub")!.Value == resource.Peer.UserId)
                context.Succeed(requirement);
            else
                context.Fail(new AuthorizationFailureReason(this, "Not your group."));
            return Task.CompletedTask;
        }
    }
}
