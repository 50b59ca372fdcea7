using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Skapi.Protocol;
using Skapi.Protocol.Json;
using Skapi.Realtime.Gateway.App;
using Skapi.Realtime.Gateway.Configuration;
using Skapi.Realtime.Gateway.Nodes;
using Skapi.Realtime.Gateway.Relay;
using Skapi.Realtime.Gateway.Tests.Nodes;

namespace Skapi.Realtime.Gateway.Tests.Relay;

public class FrameHooksTests
{
    private static readonly ClientFrame Post =
        new ClientFrame.SendMessage { UserId = "bob", Content = RawJson.FromString("hi"), Token = "" };

    [Fact]
    public async Task A_post_to_a_user_asks_the_store_nothing_if_there_are_policies_but_no_hooks()
    {
        var applying = Apply(Post, []);

        // An answer of the store would need time, and no time passes in its world.
        applying.IsCompleted.ShouldBeTrue();
        (await applying).ShouldBe((Post, null));
    }

    [Fact]
    public void A_post_to_a_user_asks_the_store_if_there_are_hooks() => Apply(Post, [new SilentHooks()]).IsCompleted.ShouldBeFalse();

    private static Task<(ClientFrame? Frame, GatewayFrame? Refusal)> Apply(ClientFrame frame, RealtimeHooks[] hooks)
    {
        var world = new SimulatedWorld(seed: 1);
        var nodes = new NodeOptions();
        var node = new SimulatedNode(world, new SimulatedStore(world, nodes.LeaseDuration), nodes, 0);
        var scopes = new ServiceCollection().BuildServiceProvider().GetRequiredService<IServiceScopeFactory>();
        var policies = new AppPolicies(Options.Create(new SkapiRealtimeOptions { JoinPolicy = "members" }), scopes);
        var runner = new HookRunner(hooks, policies, NullLogger<HookRunner>.Instance);
        return new FrameHooks(RelayFixture.Create("a", "alice"), runner, node.Relay, CancellationToken.None).ApplyAsync(frame)
            .AsTask();
    }

    private sealed class SilentHooks : RealtimeHooks;
}
