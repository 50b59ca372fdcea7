namespace Skapi.Rtc.Managed.Congestion;

/// <summary>What a report of the other side says about the path.</summary>
internal readonly record struct PathReport
{
    /// <summary>What the delays say about the queue.</summary>
    public PathUsage Usage { get; init; }

    /// <summary>The bits a second that arrived of late, or null before there are enough packets.</summary>
    public double? Delivered { get; init; }

    /// <summary>The share of packets lost, from 0 to 1.</summary>
    public double Lost { get; init; }

    /// <summary>The losses of a period that has just ended; null if none has.</summary>
    public LossPeriod? Period { get; init; }

    /// <summary>Whether a full queue has dropped the packets that are lost.</summary>
    public bool IsQueueFull { get; init; }

    /// <summary>The time for which packets wait in queues.</summary>
    public TimeSpan Queue { get; init; }

    /// <summary>The round-trip time, or null before it is known.</summary>
    public TimeSpan? RoundTripTime { get; init; }

    /// <summary>When the latest packet that has arrived was sent.</summary>
    public TimeSpan SentAt { get; init; }

    /// <summary>Whether clearly less is sent than the path carries.</summary>
    public bool IsAppLimited { get; init; }
}
