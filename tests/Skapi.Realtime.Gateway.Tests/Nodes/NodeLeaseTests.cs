using Skapi.Realtime.Gateway.App;
using Skapi.Realtime.Gateway.Nodes;

namespace Skapi.Realtime.Gateway.Tests.Nodes;

public class NodeLeaseTests
{
    [Fact]
    public void A_node_is_told_once_that_the_grace_period_is_over_and_that_the_backplane_is_back()
    {
        // The test runner's context would continue on other threads.
        SynchronizationContext.SetSynchronizationContext(null);
        var world = new SimulatedWorld(seed: 1);
        var options = new NodeOptions { ContinuesInline = true, GracePeriod = TimeSpan.FromSeconds(30) };
        var node = new SimulatedNode(world, new SimulatedStore(world, options.LeaseDuration), options, 0);
        var told = new List<string>();
        node.Relay.Lease.GracePeriodEnded = () => told.Add("over");
        node.Relay.Lease.BackplaneReturned = () => told.Add("back");
        _ = node.RunAsync();
        world.RunUntil(TimeSpan.FromSeconds(10));

        // A short absence.
        node.Backplane.Cut();
        world.RunUntil(TimeSpan.FromSeconds(30));
        node.Backplane.Restore();
        world.RunUntil(TimeSpan.FromSeconds(60));
        told.ShouldBeEmpty();

        // Long ones.
        for (var absence = 0; absence < 2; absence++)
        {
            node.Backplane.Cut();
            world.RunUntil(world.Now + TimeSpan.FromSeconds(100));
            node.Backplane.Restore();
            world.RunUntil(world.Now + TimeSpan.FromSeconds(20));
        }

        told.ShouldBe(["over", "back", "over", "back"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_could_not_be_subscribed_again_is_tried_again_by_the_next_tick(bool isOfBackplane)
    {
        // The test runner's context would continue on other threads.
        SynchronizationContext.SetSynchronizationContext(null);
        var world = new SimulatedWorld(seed: 1);
        var options = new NodeOptions { ContinuesInline = true };
        var node = new SimulatedNode(world, new SimulatedStore(world, options.LeaseDuration), options, 0);
        _ = node.RunAsync();
        world.RunUntil(TimeSpan.FromSeconds(1));
        var attempts = 0;
        node.Backplane.Renewal = () => ValueTask.FromResult(true);
        node.Backplane.Resubscription = () => ++attempts == 1
            ? throw (isOfBackplane ? new BackplaneException("away") : new InvalidOperationException("a fault"))
            : ValueTask.CompletedTask;
        node.Relay.Lease.HandleConnectionBroken();

        // A failure that is not the backplane's is for the service, which logs it.
        var tick = node.Relay.Lease.TickAsync();
        tick.IsCompletedSuccessfully.ShouldBe(isOfBackplane);
        _ = node.Relay.Lease.TickAsync();

        attempts.ShouldBe(2);
    }
}
