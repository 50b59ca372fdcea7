using Skapi.Protocol;

namespace Skapi.Rtc.Realtime;

/// <summary>Receives what happens to the realtime connection: one call at a time, in order. It must neither block nor throw.</summary>
internal interface IRealtimeObserver
{
    /// <summary>The connection is open.</summary>
    /// <param name="again">Whether it was open before.</param>
    void OnOpened(bool again);

    /// <summary>A frame was received.</summary>
    void OnFrame(GatewayFrame frame);

    /// <summary>The connection was lost.</summary>
    void OnLost();

    /// <summary>An attempt to open the connection is scheduled.</summary>
    /// <param name="attempt">The number of the attempt, from 1. The first attempt of connecting is not counted.</param>
    void OnReconnecting(int attempt);

    /// <summary>The gateway refused the user's tokens at an attempt to open the connection again.</summary>
    void OnRefused(SkapiException error);

    /// <summary>The reconnect policy ended the attempts. Nothing else follows.</summary>
    /// <param name="error">The error of the last attempt, or null if there was no attempt.</param>
    void OnGaveUp(SkapiException? error);
}
