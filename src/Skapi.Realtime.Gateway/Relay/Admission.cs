namespace Skapi.Realtime.Gateway.Relay;

/// <summary>What came of asking to be let in.</summary>
internal enum Admission
{
    Admitted,

    /// <summary>The user has as many connections as the options allow.</summary>
    TooManyConnections,

    /// <summary>The gateway is shutting down.</summary>
    Stopping,
}
