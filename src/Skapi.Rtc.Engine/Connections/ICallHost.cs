using Skapi.Protocol;
using Skapi.Rtc.Calls;
using Skapi.Rtc.Media;

namespace Skapi.Rtc.Connections;

/// <summary>What a call needs of the client it belongs to.</summary>
internal interface ICallHost
{
    TimeProvider Time { get; }

    /// <summary>Gives an input to the calls' mailbox. Never blocks.</summary>
    void Post(SwitchboardInput input);

    /// <summary>Keeps the live track behind an event for as long as the app has the event.</summary>
    void Keep(RtcEvent.Track track, IRemoteTrack live);

    /// <summary>Tells the app. Never blocks.</summary>
    void Raise(RealtimeEvent realtimeEvent);
}
