using Microsoft.Extensions.Logging;
using Skapi.Protocol;
using Skapi.Rtc.Calls;

namespace Skapi.Rtc.Running;

/// <summary>Executes the effects of calls, in order. It is called by the mailbox alone and never blocks.</summary>
/// <param name="calls">The live calls.</param>
/// <param name="objects">The live objects behind events.</param>
/// <param name="create">Creates the live call of an incoming call.</param>
/// <param name="sendSignal">Sends a signal to a cid.</param>
/// <param name="introduce">Tells a user, by a private post, of the new cid of this side of a call.</param>
/// <param name="raise">Raises a realtime event.</param>
/// <param name="logger">Where to log.</param>
internal sealed class CallEffectRunner(
    CallTable calls,
    EventObjects objects,
    Func<CallKey, RemoteParty, LiveCall> create,
    Action<string, Signal> sendSignal,
    Action<string, string> introduce,
    Action<RealtimeEvent> raise,
    ILogger logger)
{
    /// <summary>Executes an effect. An effect that fails ends its own call, but not the others of the client.</summary>
    public void Run(SwitchboardEffect effect)
    {
        try
        {
            Run(effect.Key, effect.Effect);
        }
        catch (Exception error)
        {
            logger.EffectFailed(error, effect.Key.Number);
            calls.Find(effect.Key)?.Post(new CallInput.LocalHangup(CallEndReason.Failed));
        }
    }

    private void Run(CallKey key, CallEffect effect)
    {
        switch (effect)
        {
            // A hang-up can be sent for a call that has ended.
            case CallEffect.Send(var cid, var signal):
                sendSignal(cid, signal);
                if ((signal.Offer ?? signal.Answer) is not null)
                    calls.Find(key)?.ReportPlaced();
                break;
            case CallEffect.SendToUser(var userId, var callId):
                introduce(userId, callId);
                break;
            case CallEffect.RaiseIncoming(var incoming):
                var call = create(key, new RemoteParty(incoming.SenderCid!, incoming.Sender));
                calls.Add(call);
                objects.Link(incoming, call);
                logger.CallIncoming(key.Number);
                raise(incoming);
                break;
            default:
                if (calls.Find(key) is { } live)
                    Run(live, effect);
                break;
        }
    }

    private void Run(LiveCall call, CallEffect effect)
    {
        switch (effect)
        {
            case CallEffect.Refuse(var message):
                calls.Remove(call);
                call.ReportClosed(CallEnd.Refused(message));
                break;
            case CallEffect.Move(var cid):
                call.Cid = cid;
                break;
            case CallEffect.Peer(var command):
                call.Peer.Tell(command);
                break;
            case CallEffect.StartTimer(var timer, var due):
                call.StartTimer(timer, due);
                break;
            case CallEffect.StopTimer(var timer):
                call.StopTimer(timer);
                break;
            case CallEffect.Raise(var rtcEvent, var channel):
                Raise(call, rtcEvent, channel);
                break;
            case CallEffect.ReportTransition(var chart, var from, var to, var trigger) transition:
                logger.StateChanged(call.Key.Number, chart, from, to, trigger);
                CallTelemetry.Record(call.Activity, transition);
                break;
            case CallEffect.ReportConnected:
                logger.CallConnected(call.Key.Number);
                call.ReportConnected();
                break;
            case CallEffect.ReportClosed(var reason, var cause, var closed):
                logger.CallEnded(call.Key.Number, reason.Value);
                CallTelemetry.End(call.Activity, reason.Value);
                calls.Remove(call);
                call.ReportClosed(new CallEnd(reason, cause));
                raise(closed);
                break;
        }
    }

    private void Raise(LiveCall call, RtcEvent rtcEvent, object? channel)
    {
        switch (rtcEvent)
        {
            case RtcEvent.Track track when call.Objects.FindTrack(track.MediaTrack.Id) is { } live:
                objects.Link(track, live);
                call.Events.Publish(track);
                break;

            // A channel's messages do not pass through here, and are raised between its open and its close.
            case RtcEvent.DataChannelOpen open:
                call.Events.Publish(open);
                call.Objects.FindMessages(channel)?.Open();
                break;
            case RtcEvent.DataChannelClose close:
                call.Objects.FindMessages(channel)?.Close();
                call.Events.Publish(close);
                break;
            case RtcEvent.ConnectionStateChange change:
                call.State = change.State;
                call.Events.Publish(change);
                break;
            default:
                call.Events.Publish(rtcEvent);
                break;
        }
    }
}
