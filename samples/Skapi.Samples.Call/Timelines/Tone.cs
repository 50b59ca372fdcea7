namespace Skapi.Samples.Call.Timelines;

/// <summary>The kind of a line in the timeline.</summary>
internal enum Tone
{
    /// <summary>An action of this side.</summary>
    Action,

    /// <summary>A realtime event.</summary>
    Realtime,

    /// <summary>An event of the peer connection.</summary>
    Peer,

    /// <summary>Media or data arrived.</summary>
    Arrival,

    /// <summary>An error, or the end of the call.</summary>
    End,
}
