namespace Skapi.Rtc.Tests.Simulation;

/// <summary>What goes wrong in an evening, until the faults stop.</summary>
/// <param name="Name">The name of the fault model.</param>
public sealed record Faults(string Name)
{
    /// <summary>The probability that a frame between two peers of this toolkit is lost without a trace.</summary>
    public double Loss { get; init; }

    /// <summary>The probability that a frame between two peers of this toolkit arrives a second time, up to three seconds later.</summary>
    public double Duplication { get; init; } = 0.05;

    /// <summary>
    /// Whether a client is cut off from the gateway for five seconds now and then, and sometimes loses its socket by that.
    /// </summary>
    public bool HasPartitions { get; init; }

    /// <summary>Whether the gateway refuses the tokens of a client that comes back, for up to two minutes.</summary>
    public bool HasRefusedTokens { get; init; }

    /// <summary>Whether the clocks of the computers are set by an hour now and then.</summary>
    public bool HasClockSteps { get; init; }

    /// <summary>Whether a client receives but sends nothing any more, and another never does.</summary>
    public bool HasMutePeers { get; init; }

    /// <summary>Whether the gateway restarts now and then, so that all sockets are lost at the same moment.</summary>
    public bool HasOutages { get; init; }

    /// <summary>The probability that a peer connection cannot apply a description of a renegotiation, or not answer it.</summary>
    public double RefusedDescriptions { get; init; }

    /// <summary>Whether the machine of a client changes to another network now and then.</summary>
    public bool HasRoaming { get; init; }

    /// <summary>Sockets and peer connections break, and frames are delayed, repeated and reordered: what every evening has.</summary>
    public static Faults Usual { get; } = new("usual");

    /// <summary>Every fault model.</summary>
    public static IReadOnlyList<Faults> All { get; } =
    [
        Usual,
        new("loss") { Loss = 0.3 },
        new("duplication") { Duplication = 1 },
        new("partitions") { HasPartitions = true },
        new("refused tokens") { HasRefusedTokens = true },
        new("clock steps") { HasClockSteps = true },
        new("mute peers") { HasMutePeers = true },
        new("outages") { HasOutages = true },
        new("refused descriptions") { RefusedDescriptions = 0.3 },
        new("roaming") { HasRoaming = true, Loss = 0.1 },
        new("everything")
        {
            Loss = 0.1,
            Duplication = 0.5,
            HasPartitions = true,
            HasRefusedTokens = true,
            HasClockSteps = true,
            HasMutePeers = true,
            HasOutages = true,
        },
        new("everything, refused descriptions too")
        {
            Loss = 0.1,
            Duplication = 0.5,
            HasPartitions = true,
            HasRefusedTokens = true,
            HasClockSteps = true,
            HasMutePeers = true,
            HasOutages = true,
            RefusedDescriptions = 0.2,
        },
    ];

    /// <inheritdoc/>
    public override string ToString() => Name;
}
