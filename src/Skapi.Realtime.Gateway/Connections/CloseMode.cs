namespace Skapi.Realtime.Gateway.Connections;

/// <summary>What happens to the frames that wait, and to the socket, when a connection ends.</summary>
internal enum CloseMode
{
    /// <summary>Sends the frames that wait, then a close frame, and waits for the client's.</summary>
    Drain,

    /// <summary>Drops the frames that wait, sends a close frame, and waits for the client's.</summary>
    Drop,

    /// <summary>Drops the frames that wait and aborts the socket at once.</summary>
    Abort,
}
