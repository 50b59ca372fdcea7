namespace Skapi.Protocol.Benchmarks.Machine;

/// <summary>The call's statechart as someone would write it by hand: one switch over the state and the trigger.</summary>
internal static class HandWrittenCall
{
    public static bool TryFire(ref CallState state, CallTrigger trigger, ref CountedActions actions)
    {
        switch (state, trigger)
        {
            case (CallState.Idle, CallTrigger.Call):
                actions.CreateOffer();
                state = CallState.Calling;
                actions.StartDelay(CallDelay.RingTimeout);
                return true;
            case (CallState.Idle, CallTrigger.Offer):
                actions.Announce();
                state = CallState.Ringing;
                actions.StartDelay(CallDelay.RingTimeout);
                return true;
            case (CallState.Calling, CallTrigger.OfferSent):
                actions.CancelDelay(CallDelay.RingTimeout);
                actions.StartDelay(CallDelay.RingTimeout);
                return true;
            case (CallState.Calling, CallTrigger.Answer):
                actions.CancelDelay(CallDelay.RingTimeout);
                actions.ApplyAnswer();
                state = CallState.Connecting;
                actions.StartDelay(CallDelay.ConnectTimeout);
                return true;
            case (CallState.Calling, CallTrigger.Yield):
                actions.CancelDelay(CallDelay.RingTimeout);
                actions.AnswerInstead();
                state = CallState.Connecting;
                actions.StartDelay(CallDelay.ConnectTimeout);
                return true;
            case (CallState.Ringing, CallTrigger.Accept):
                actions.CancelDelay(CallDelay.RingTimeout);
                actions.CreateAnswer();
                state = CallState.Connecting;
                actions.StartDelay(CallDelay.ConnectTimeout);
                return true;
            case (CallState.Connecting, CallTrigger.Connect):
                actions.CancelDelay(CallDelay.ConnectTimeout);
                actions.ReportConnected();
                state = CallState.Connected;
                return true;
            case (CallState.Calling or CallState.Ringing, CallTrigger.LocalHangup):
            case (CallState.Calling, CallTrigger.Fail):
                actions.CancelDelay(CallDelay.RingTimeout);
                actions.SendHangup();
                return Close(out state, ref actions);
            case (CallState.Calling, CallTrigger.RemoteHangup):
                actions.CancelDelay(CallDelay.RingTimeout);
                actions.EchoHangup();
                return Close(out state, ref actions);
            case (CallState.Calling, CallTrigger.Unreachable):
            case (CallState.Ringing, CallTrigger.RemoteHangup):
            case (CallState.Calling or CallState.Ringing, CallTrigger.Gone):
                actions.CancelDelay(CallDelay.RingTimeout);
                return Close(out state, ref actions);
            case (CallState.Connecting, CallTrigger.LocalHangup or CallTrigger.Fail):
                actions.CancelDelay(CallDelay.ConnectTimeout);
                actions.SendHangup();
                return Close(out state, ref actions);
            case (CallState.Connecting, CallTrigger.RemoteHangup):
                actions.CancelDelay(CallDelay.ConnectTimeout);
                actions.EchoHangup();
                return Close(out state, ref actions);
            case (CallState.Connecting, CallTrigger.Gone):
                actions.CancelDelay(CallDelay.ConnectTimeout);
                return Close(out state, ref actions);
            case (CallState.Connected, CallTrigger.LocalHangup or CallTrigger.Gone or CallTrigger.Fail):
                actions.SendHangup();
                return Close(out state, ref actions);
            case (CallState.Connected, CallTrigger.RemoteHangup):
                actions.EchoHangup();
                return Close(out state, ref actions);
            default:
                return false;
        }
    }

    private static bool Close(out CallState state, ref CountedActions actions)
    {
        state = CallState.Closed;
        actions.Release();
        return true;
    }
}
