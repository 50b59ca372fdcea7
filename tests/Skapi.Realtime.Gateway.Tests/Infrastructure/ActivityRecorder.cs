using System.Collections.Concurrent;
using System.Diagnostics;

namespace Skapi.Realtime.Gateway.Tests.Infrastructure;

/// <summary>Records the activities of the gateways in this process, from when they start.</summary>
internal sealed class ActivityRecorder : IDisposable
{
    private readonly ActivityListener _listener;
    private readonly ConcurrentQueue<Activity> _started = [];

    public ActivityRecorder()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name is "Skapi.Realtime.Gateway" or "Microsoft.AspNetCore",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStarted = activity =>
            {
                if (activity.Source.Name == "Skapi.Realtime.Gateway")
                    _started.Enqueue(activity);
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public IEnumerable<Activity> Started(string name) => _started.Where(activity => activity.OperationName == name);

    public void Dispose() => _listener.Dispose();
}
