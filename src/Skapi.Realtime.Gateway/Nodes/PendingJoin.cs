namespace Skapi.Realtime.Gateway.Nodes;

/// <summary>A join whose notice has not come back yet.</summary>
internal sealed class PendingJoin(string group, TaskCreationOptions continuations)
{
    private readonly TaskCompletionSource _confirmed = new(continuations);

    /// <summary>The group.</summary>
    public string Group { get; } = group;

    /// <summary>Completes when the connection is a member, or has ended.</summary>
    public Task Confirmed => _confirmed.Task;

    /// <summary>The number of ticks of the node since the store has answered, or null before that.</summary>
    public int? TicksSinceReply { get; set; }

    public void Confirm() => _confirmed.TrySetResult();
}
