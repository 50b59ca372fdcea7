using Skapi.Rtc.Managed.Crypto;

namespace Skapi.Rtc.Managed.Turn;

/// <summary>What TURN clients are created with.</summary>
internal sealed record TurnOptions
{
    /// <summary>The source of random values.</summary>
    public required IRandomSource Random { get; init; }

    /// <summary>The time before a request over UDP is sent again. It doubles with each transmission.</summary>
    public TimeSpan InitialTimeout { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>The maximum number of transmissions of a request over UDP.</summary>
    public int MaxTransmissions { get; init; } = 5;

    /// <summary>The time after which a request over TCP has failed, and a connection that is not open.</summary>
    public TimeSpan StreamTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The maximum number of clients: one for each address of this machine and each server.</summary>
    public int MaxClients { get; init; } = 16;

    /// <summary>The maximum number of peers that one client has permissions for. The one that was idle for longest is replaced.</summary>
    public int MaxPeers { get; init; } = 128;
}
