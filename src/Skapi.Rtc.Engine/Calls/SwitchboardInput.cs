using Skapi.Protocol;

namespace Skapi.Rtc.Calls;

/// <summary>What happened to the calls of one client.</summary>
internal abstract record SwitchboardInput
{
    private SwitchboardInput()
    {
    }

    /// <summary>The app calls a cid.</summary>
    public sealed record Dial(CallKey Key, RemoteParty Remote, string CallId, CallTimes Times) : SwitchboardInput;

    /// <summary>Something happened to one call: the app, its peer or its timer speaks.</summary>
    public sealed record ToCall(CallKey Key, CallInput Input) : SwitchboardInput;

    /// <summary>A signal came.</summary>
    /// <param name="From">Who sent it, in the gateway's words.</param>
    /// <param name="Signal">What it says.</param>
    /// <param name="Content">How it came, with keys that only its sender knows.</param>
    /// <param name="FreshKey">The key of the call that begins with it, if one does.</param>
    /// <param name="Times">How long that call waits for what.</param>
    public sealed record SignalReceived(RemoteParty From, Signal Signal, RawJson Content, CallKey FreshKey, CallTimes Times) : SwitchboardInput;

    /// <summary>The gateway does not know a cid.</summary>
    public sealed record CidUnknown(string Cid) : SwitchboardInput;

    /// <summary>The gateway says that a connection closed.</summary>
    public sealed record CidDisconnected(string Cid) : SwitchboardInput;

    /// <summary>This side's realtime connection is a new one, with a new cid.</summary>
    public sealed record Reconnected : SwitchboardInput;

    /// <summary>The app ends its calls: one, or all of them.</summary>
    public sealed record HangUpAll(CallEndReason? Reason = null) : SwitchboardInput;
}
