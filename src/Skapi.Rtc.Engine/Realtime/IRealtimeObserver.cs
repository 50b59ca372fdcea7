using Skapi.Protocol;

namespace Skapi.Rtc.Realtime;

/// <summary>Hears of the realtime connection: one call at a time, in order. It must neither block nor throw.</summary>
internal interface IRealtimeObserver
{
    /// <summary>The connection is open, for the first time or again.</summary>
    void OnOpened(bool again);

    /// <summary>A frame came.</summary>
    void OnFrame(GatewayFrame frame);

    /// <summary>The connection was lost.</summary>
    void OnLost();

    /// <summary>An attempt to open it again begins; the first is 1.</summary>
    void OnReconnecting(int attempt);

    /// <summary>The policy gave up: nothing more comes.</summary>
    void OnGaveUp();
}
