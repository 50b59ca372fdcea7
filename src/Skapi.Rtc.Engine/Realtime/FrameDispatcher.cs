using Microsoft.Extensions.Logging;
using Skapi.Protocol;
using Skapi.Protocol.Json;
using Skapi.Rtc.Calls;
using Skapi.Rtc.Events;
using Skapi.Rtc.Running;

namespace Skapi.Rtc.Realtime;

/// <summary>Turns the frames of the gateway into events for the app and inputs for its calls.</summary>
internal sealed class FrameDispatcher(
    EventStream<RealtimeEvent> events, ICallInputs calls, ConnectionStatus status, ILogger logger) : IRealtimeObserver
{
    public void OnOpened(bool again)
    {
        status.Set(RealtimeState.Connected);
        events.Publish(new RealtimeEvent.Success { Text = "Connected to WebSocket server." });
        if (again)
            calls.Post(new SwitchboardInput.Reconnected());
    }

    public void OnLost()
    {
        status.Set(RealtimeState.Reconnecting);
        events.Publish(new RealtimeEvent.Error { Text = "Skapi: WebSocket unexpected close." });
    }

    public void OnReconnecting(int attempt) =>
        events.Publish(new RealtimeEvent.Reconnect { Text = $"Reconnecting to WebSocket server...{attempt}" });

    public void OnRefused(SkapiException error) =>
        events.Publish(new RealtimeEvent.Error { Text = error.Message, Code = error.Code.Value });

    public void OnGaveUp(SkapiException? error)
    {
        status.Set(RealtimeState.Disconnected, error);
        events.Publish(new RealtimeEvent.Error { Text = "Skapi: Max reconnection attempts reached.", Code = error?.Code.Value });
    }

    public void OnFrame(GatewayFrame frame)
    {
        switch (frame.Payload)
        {
            case GatewayFrame.PayloadKind.Message:
                events.Publish(new RealtimeEvent.Message
                {
                    Content = frame.Message,
                    Sender = frame.UserId,
                    SenderCid = CidOf(frame),
                    SenderGroup = frame.SenderGroup,
                    Code = frame.Code,
                });
                break;
            case GatewayFrame.PayloadKind.Private when Introduction.CallOf(frame.Private) is { } callId:
                // It is a signal of this toolkit, not a post of the other side's app.
                if (CidOf(frame) is { } introduced)
                    calls.Post(new SwitchboardInput.IntroductionPosted(new RemoteParty(introduced, frame.UserId), callId));
                break;
            case GatewayFrame.PayloadKind.Private:
                events.Publish(new RealtimeEvent.Private
                {
                    Content = frame.Private,
                    Sender = frame.UserId,
                    SenderCid = CidOf(frame),
                    SenderGroup = frame.SenderGroup,
                    Code = frame.Code,
                });
                break;
            case GatewayFrame.PayloadKind.Notice:
                HandleNotice(frame);
                break;
            case GatewayFrame.PayloadKind.Rtc:
                HandleSignal(frame);
                break;
            case GatewayFrame.PayloadKind.Error:
                HandleError(frame);
                break;
            case GatewayFrame.PayloadKind.None:
                logger.FrameWithoutPayload();
                break;
        }
    }

    private void HandleNotice(GatewayFrame frame)
    {
        var code = frame.Code is null ? (NoticeCode?)null : NoticeCode.From(frame.Code);
        if (code == NoticeCode.UserDisconnected && CidOf(frame) is { } cid)
            calls.Post(new SwitchboardInput.CidDisconnected(cid));

        events.Publish(new RealtimeEvent.Notice
        {
            Text = TextOf(frame.Notice),
            Sender = frame.UserId,
            SenderCid = CidOf(frame),
            SenderGroup = frame.SenderGroup,
            Code = code,
        });
    }

    private void HandleSignal(GatewayFrame frame)
    {
        if (CidOf(frame) is not { } cid)
        {
            logger.SignalWithoutSender();
            return;
        }

        var content = frame.Rtc!.Value;
        var signal = SignalReader.Read(content, out var error);
        if (error is not null)
            logger.MalformedSignal(cid, error);
        if (WithoutMisplaced(signal, cid) is { } usable)
            calls.PostSignal(new RemoteParty(cid, frame.UserId, frame.SenderGroup), usable, content);
    }

    /// <summary>
    /// Drops a description that is not of the type of its member. A provisional answer, for example, is replaced by the final one, which
    /// is the one that counts (W3C WebRTC, RTCSdpType).
    /// </summary>
    private Signal? WithoutMisplaced(Signal? signal, string cid)
    {
        if (signal?.Offer is { } offer && offer.Type != SdpType.Offer)
        {
            logger.MisplacedDescription(cid, "offer", offer.Type.Value);
            signal = signal with { Offer = null };
        }

        if (signal?.Answer is { } answer && answer.Type != SdpType.Answer)
        {
            logger.MisplacedDescription(cid, "answer", answer.Type.Value);
            signal = signal with { Answer = null };
        }

        return signal;
    }

    private void HandleError(GatewayFrame frame)
    {
        if (frame.Code == SkapiErrorCode.NotExists.Value && CidOf(frame) is { } cid)
            calls.Post(new SwitchboardInput.CidUnknown(cid));

        events.Publish(new RealtimeEvent.Error
        {
            Text = TextOf(frame.Error),
            Sender = frame.UserId,
            SenderCid = CidOf(frame),
            SenderGroup = frame.SenderGroup,
            Code = frame.Code,
        });
    }

    private static string? CidOf(GatewayFrame frame) => string.IsNullOrEmpty(frame.SenderCid) ? null : "cid:" + frame.SenderCid;

    private static string TextOf(RawJson? payload) =>
        payload is { } json && json.TryGetString(out var text) ? text : payload.ToString() ?? "";
}
