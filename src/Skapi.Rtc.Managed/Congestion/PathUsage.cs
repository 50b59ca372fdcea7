namespace Skapi.Rtc.Managed.Congestion;

/// <summary>What the delays say about the queue of the path.</summary>
internal enum PathUsage
{
    /// <summary>The queue does not change.</summary>
    Normal,

    /// <summary>The queue grows: more is sent than the path carries.</summary>
    Over,

    /// <summary>The queue shrinks.</summary>
    Under,
}
