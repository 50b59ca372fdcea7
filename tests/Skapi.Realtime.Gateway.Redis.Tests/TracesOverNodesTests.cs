using Skapi.Realtime.Gateway.Redis.Tests.Infrastructure;
using Skapi.Realtime.Gateway.Tests.Infrastructure;

namespace Skapi.Realtime.Gateway.Redis.Tests;

/// <summary>A trace goes on at the node that gets a message.</summary>
public class TracesOverNodesTests
{
    [Fact]
    public async Task A_signal_to_another_node_is_one_trace_on_both()
    {
        using var traces = new ActivityRecorder();
        await using var cluster = await Cluster.StartAsync(2);
        await using var alice = await cluster.ConnectAsync(0, "alice");
        await using var bob = await cluster.ConnectAsync(1, "bob");

        await alice.SignalAsync(bob.Cid, new { sdpoffer = new { type = "offer", sdp = "v=0" } });
        await bob.ReceiveAsync();

        var sends = traces.Started("skapi.gateway.send").ToDictionary(activity => activity.SpanId);
        traces.Started("skapi.gateway.receive").ShouldContain(received =>
            sends.ContainsKey(received.ParentSpanId) && sends[received.ParentSpanId].TraceId == received.TraceId
            && "direct".Equals(received.GetTagItem("skapi.message.kind")));
    }
}
