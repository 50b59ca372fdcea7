namespace Skapi.Rtc.Managed.Turn;

/// <summary>The life of a TURN client.</summary>
internal enum TurnState
{
    /// <summary>Nothing was sent, or the connection to the server is being opened.</summary>
    Connecting,

    /// <summary>An address was requested.</summary>
    Allocating,

    /// <summary>There is an address.</summary>
    Allocated,

    /// <summary>The server refused or did not answer, or the client was closed.</summary>
    Ended,
}
