using System.Diagnostics;
using System.Diagnostics.Metrics;
using Skapi.Rtc.Calls;
using Skapi.Rtc.Running;

namespace Skapi.Rtc.Tests.Running;

public class CallTelemetryTests
{
    private static readonly CallEffect.ReportTransition Transition = new(CallChart.Call, "Idle", "Calling", "Call");

    [Fact]
    public void A_call_is_an_activity_with_an_event_for_each_transition()
    {
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == CallTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
        };
        ActivitySource.AddActivityListener(listener);

        var activity = CallTelemetry.Begin().ShouldNotBeNull();
        Activity.Current.ShouldNotBe(activity);
        CallTelemetry.Record(activity, Transition);
        CallTelemetry.End(activity, "hangup");

        activity.Events.ShouldHaveSingleItem().Name.ShouldBe("Call: Calling");
        activity.GetTagItem("skapi.rtc.call.reason").ShouldBe("hangup");
        activity.IsStopped.ShouldBeTrue();
    }

    [Fact]
    public void Transitions_are_counted()
    {
        var targets = new List<object?>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name == CallTelemetry.Name)
                    self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) =>
        {
            foreach (var tag in tags)
            {
                if (tag.Key == "trigger")
                {
                    lock (targets)
                        targets.Add(tag.Value);
                }
            }
        });
        listener.Start();

        CallTelemetry.Record(null, Transition with { Trigger = "a trigger of this test" });

        lock (targets)
            targets.ShouldContain("a trigger of this test");
    }
}
