using System.Runtime.CompilerServices;
using Skapi.Rtc.Calls;
using Skapi.Rtc.Running;

namespace Skapi.Rtc;

/// <summary>The calls as the app sees them: one object for each live call. Safe to use from any thread.</summary>
internal sealed class ClientCallObjects
{
    private readonly ConditionalWeakTable<LiveCall, RtcCall> _objects = [];

    /// <summary>The app's object of a call.</summary>
    public RtcCall Of(LiveCall live) => _objects.GetValue(
        live, static call => call.Role == CallRole.Caller ? new OutgoingCall(call) : new IncomingCall(call));
}
