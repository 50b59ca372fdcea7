namespace Skapi.Rtc.Realtime;

/// <summary>A change of the state of a client's realtime connection.</summary>
/// <param name="previous">The state before.</param>
/// <param name="current">The state now.</param>
/// <param name="error">Why the connection was lost for good, or null.</param>
public sealed class RealtimeStateChangedEventArgs(RealtimeState previous, RealtimeState current, SkapiException? error = null) : EventArgs
{
    /// <summary>The state before.</summary>
    public RealtimeState Previous { get; } = previous;

    /// <summary>The state now.</summary>
    public RealtimeState Current { get; } = current;

    /// <summary>The error of the last attempt to reconnect, if the connection was lost for good; otherwise null.</summary>
    public SkapiException? Error { get; } = error;
}
