namespace Skapi.Rtc.Realtime;

/// <summary>The state of a client's realtime connection.</summary>
public enum RealtimeState
{
    /// <summary>There is no connection: it was not opened, was closed, or was lost for good.</summary>
    Disconnected,

    /// <summary>The connection is being opened for the first time.</summary>
    Connecting,

    /// <summary>The connection is open.</summary>
    Connected,

    /// <summary>The connection was lost, and is being opened again.</summary>
    Reconnecting,
}
