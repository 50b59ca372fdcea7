using Skapi.Protocol;
using Skapi.Protocol.Json;

namespace Skapi.Rtc.Calls;

/// <summary>Something that happened to the calls of one client.</summary>
internal abstract record SwitchboardInput
{
    private SwitchboardInput()
    {
    }

    /// <summary>The app calls a cid.</summary>
    public sealed record Dial(CallKey Key, RemoteParty Remote, string CallId, CallTimes Times) : SwitchboardInput;

    /// <summary>Something happened to one call: an input of the app, of its peer connection or of its timers.</summary>
    public sealed record ToCall(CallKey Key, CallInput Input) : SwitchboardInput;

    /// <summary>A signal arrived.</summary>
    /// <param name="From">The sender, as the gateway names it.</param>
    /// <param name="Signal">Its known members.</param>
    /// <param name="Content">The whole signal as it was received, with members that only its sender knows.</param>
    /// <param name="FreshKey">The key of the call that begins with it, if one does.</param>
    /// <param name="Times">The durations of that call's timers.</param>
    public sealed record SignalReceived(
        RemoteParty From, Signal Signal, RawJson Content, CallKey FreshKey, CallTimes Times) : SwitchboardInput;

    /// <summary>
    /// A user posted that it goes on with a call from its present connection. It posts to the user because it may know only a cid of this
    /// side that is gone: see <see cref="CallEffect.SendToUser"/>.
    /// </summary>
    public sealed record IntroductionPosted(RemoteParty From, string CallId) : SwitchboardInput;

    /// <summary>The gateway does not know a cid.</summary>
    public sealed record CidUnknown(string Cid) : SwitchboardInput;

    /// <summary>The gateway reports that a connection closed.</summary>
    public sealed record CidDisconnected(string Cid) : SwitchboardInput;

    /// <summary>This side has a new realtime connection with a new cid.</summary>
    public sealed record Reconnected : SwitchboardInput;

    /// <summary>The app ends all its calls, or the client is closing.</summary>
    public sealed record HangUpAll(CallEndReason? Reason = null) : SwitchboardInput;
}
