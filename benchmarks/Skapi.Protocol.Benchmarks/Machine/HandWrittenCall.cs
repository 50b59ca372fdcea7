namespace Skapi.Protocol.Benchmarks;

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
            case (CallState.Connected, CallTrigger.Lose):
                actions.AwaitRecovery();
                return true;
            case (CallState.Connected, CallTrigger.Connect):
                actions.EndRecovery();
                return true;
            case (CallState.Connected, CallTrigger.Leave):
                actions.AwaitReturn();
                return true;
            case (CallState.Connected, CallTrigger.Return):
                actions.EndAbsence();
                return true;
            case (CallState.Calling or CallState.Ringing, CallTrigger.Hangup):
            case (CallState.Calling, CallTrigger.Fail):
                actions.CancelDelay(CallDelay.RingTimeout);
                actions.SendHangup();
                return Close(out state, ref actions);
            case (CallState.Calling, CallTrigger.Hungup):
                actions.CancelDelay(CallDelay.RingTimeout);
                actions.EchoHangup();
                return Close(out state, ref actions);
            case (CallState.Calling, CallTrigger.Unreachable):
            case (CallState.Ringing, CallTrigger.Hungup):
            case (CallState.Calling or CallState.Ringing, CallTrigger.Gone):
                actions.CancelDelay(CallDelay.RingTimeout);
                return Close(out state, ref actions);
            case (CallState.Connecting, CallTrigger.Hangup or CallTrigger.Fail):
                actions.CancelDelay(CallDelay.ConnectTimeout);
                actions.SendHangup();
                return Close(out state, ref actions);
            case (CallState.Connecting, CallTrigger.Hungup):
                actions.CancelDelay(CallDelay.ConnectTimeout);
                actions.EchoHangup();
                return Close(out state, ref actions);
            case (CallState.Connecting, CallTrigger.Gone):
                actions.CancelDelay(CallDelay.ConnectTimeout);
                return Close(out state, ref actions);
            case (CallState.Connected, CallTrigger.Hangup or CallTrigger.Gone or CallTrigger.Fail):
                actions.SendHangup();
                return Close(out state, ref actions);
            case (CallState.Connected, CallTrigger.Hungup):
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
