namespace Skapi.Rtc.Managed.Tests.Simulation;

/// <summary>What a simulated network does to datagrams.</summary>
public sealed record NetworkFaults
{
    /// <summary>The share of datagrams that are lost, from 0 to 1.</summary>
    public double Loss { get; init; }

    /// <summary>The share of datagrams that arrive twice, from 0 to 1.</summary>
    public double Duplication { get; init; }

    /// <summary>The share of datagrams in which one bit is flipped, from 0 to 1.</summary>
    public double Corruption { get; init; }

    /// <summary>The one-way delay.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromMilliseconds(5);

    /// <summary>The maximum delay on top. Datagrams overtake each other if it is not zero.</summary>
    public TimeSpan Jitter { get; init; }

    /// <summary>The bytes a second that fit through one direction, or null for no limit.</summary>
    public double? BytesPerSecond { get; init; }

    /// <summary>The maximum number of bytes of a datagram. A longer one is dropped, unless it may be fragmented.</summary>
    public int Mtu { get; init; } = 1472;

    /// <summary>The number of bytes that wait for a limited line before datagrams are dropped.</summary>
    public int QueueBytes { get; init; } = 100_000;
}
