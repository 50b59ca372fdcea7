namespace Skapi.Realtime.Gateway.Relay;

/// <summary>The result of a connection's request to be admitted.</summary>
internal enum Admission
{
    Admitted,

    /// <summary>The user has as many connections as the options allow.</summary>
    TooManyConnections,

    /// <summary>What connects the gateways cannot be reached.</summary>
    Unavailable,
}
