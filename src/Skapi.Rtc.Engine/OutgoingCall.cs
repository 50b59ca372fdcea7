using Skapi.Rtc.Running;

namespace Skapi.Rtc;

/// <summary>A call that this side made: what Skapi's <c>connectRTC()</c> returns.</summary>
public sealed class OutgoingCall : RtcCall
{
    internal OutgoingCall(LiveCall live)
        : base(live)
    {
    }
}
