using System.Diagnostics;
using System.Diagnostics.Metrics;
using Skapi.Rtc.Calls;

namespace Skapi.Rtc.Running;

/// <summary>
/// The traces and metrics of calls, for OpenTelemetry: the source and the meter are called “Skapi.Rtc”. A call is an activity with an event
/// for each transition of its statecharts. No address, user id or call id is recorded.
/// </summary>
internal static class CallTelemetry
{
    /// <summary>The name of the activity source and of the meter.</summary>
    public const string Name = "Skapi.Rtc";

    private static readonly ActivitySource Source = new(Name);

    private static readonly Meter Meter = new(Name);

    private static readonly Counter<long> Transitions =
        Meter.CreateCounter<long>("skapi.rtc.call.transitions", description: "Transitions of the statecharts of calls.");

    /// <summary>Begins the activity of a call.</summary>
    /// <returns>The activity, or null if nobody listens.</returns>
    public static Activity? Begin()
    {
        // The mailbox that begins a call serves other calls too, so the activity must not become the current one.
        var current = Activity.Current;
        var activity = Source.StartActivity("skapi.rtc.call");
        Activity.Current = current;
        return activity;
    }

    /// <summary>Records a transition.</summary>
    public static void Record(Activity? activity, CallEffect.ReportTransition transition)
    {
        var (chart, from, to, trigger) = transition;
        Transitions.Add(1, new("chart", chart.ToString()), new("from", from), new("to", to), new("trigger", trigger));
        activity?.AddEvent(new ActivityEvent($"{chart}: {to}", tags: new() { ["from"] = from, ["trigger"] = trigger }));
    }

    /// <summary>Ends the activity of a call.</summary>
    public static void End(Activity? activity, string reason)
    {
        activity?.SetTag("skapi.rtc.call.reason", reason);
        activity?.Dispose();
    }
}
