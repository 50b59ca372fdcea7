namespace Skapi.Realtime.Gateway.Nodes;

/// <summary>The times of a node.</summary>
internal sealed class NodeOptions
{
    /// <summary>How long a node counts as alive after it has renewed its lease.</summary>
    public TimeSpan LeaseDuration { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The time between two renewals of the lease.</summary>
    public TimeSpan RenewInterval { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>How long the backplane may be away before connections are closed.</summary>
    public TimeSpan GracePeriod { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Whether what waits for an operation continues on the thread that completes it. A simulation needs that; a gateway must not let
    /// one connection continue on a thread that reads for all.
    /// </summary>
    public bool ContinuesInline { get; set; }

    /// <summary>The option for what waits for an operation.</summary>
    public TaskCreationOptions Continuations =>
        ContinuesInline ? TaskCreationOptions.None : TaskCreationOptions.RunContinuationsAsynchronously;
}
