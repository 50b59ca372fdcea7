namespace Skapi.Protocol.Benchmarks;

/// <summary>Which event is measured.</summary>
public enum EventKind
{
    /// <summary>A data channel's message of 100 characters.</summary>
    Message,

    /// <summary>An ICE candidate.</summary>
    Candidate,
}
