namespace Skapi.Rtc.Managed.Ice;

/// <summary>What is known about a pair of candidates (RFC 8445, section 6.1.2.6). With one component no pair is frozen.</summary>
internal enum PairState
{
    /// <summary>It has not been checked.</summary>
    Waiting,

    /// <summary>A check is under way.</summary>
    InProgress,

    /// <summary>A check succeeded.</summary>
    Succeeded,

    /// <summary>The checks failed.</summary>
    Failed,
}
