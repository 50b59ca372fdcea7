namespace Skapi.Samples.Call.Timelines;

/// <summary>What kind of line stands in the timeline.</summary>
internal enum Tone
{
    /// <summary>This side did something.</summary>
    Action,

    /// <summary>A realtime event.</summary>
    Realtime,

    /// <summary>An event of the peer connection.</summary>
    Peer,

    /// <summary>Media or data came.</summary>
    Arrival,

    /// <summary>An error, or the end.</summary>
    End,
}
