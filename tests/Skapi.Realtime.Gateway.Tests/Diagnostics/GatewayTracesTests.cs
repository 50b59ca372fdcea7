using System.Diagnostics;
using Skapi.Realtime.Gateway.Tests.Infrastructure;

namespace Skapi.Realtime.Gateway.Tests.Diagnostics;

public class GatewayTracesTests
{
    [Fact]
    public async Task A_connection_is_traced_until_it_is_admitted()
    {
        using var traces = new ActivityRecorder();
        await using var host = await GatewayHost.StartAsync();
        await using var alice = await host.ConnectAsync("alice");

        var trace = traces.Started("skapi.gateway.connect").Single(activity => alice.Cid.Equals(activity.GetTagItem("skapi.cid")));

        trace.Status.ShouldBe(ActivityStatusCode.Unset);
        trace.IsStopped.ShouldBeTrue("the connection is open, and its admission has ended");
    }

    [Fact]
    public async Task A_refused_connection_is_traced_with_the_reason()
    {
        using var traces = new ActivityRecorder();
        await using var host = await GatewayHost.StartAsync();
        // The client sends it as “traceparent”.
        using var test = new Activity("test").SetIdFormat(ActivityIdFormat.W3C).Start();

        using var refused = await host.RequestUpgradeAsync("nonsense");

        var trace = traces.Started("skapi.gateway.connect").Single(activity => activity.TraceId == test.TraceId);
        (trace.Status, trace.StatusDescription).ShouldBe(
            (ActivityStatusCode.Error, "The token is not a JSON Web Token that this gateway can read."));
    }
}
