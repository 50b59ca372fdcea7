using Skapi.Protocol;
using Skapi.Rtc.Calls;

namespace Skapi.Rtc.Connections;

/// <summary>What a call needs of the client it belongs to.</summary>
internal interface ICallHost
{
    TimeProvider Time { get; }

    /// <summary>Gives an input to the calls' mailbox. Never blocks.</summary>
    void Post(SwitchboardInput input);

    /// <summary>Tells the app. Never blocks.</summary>
    void Raise(RealtimeEvent realtimeEvent);
}
