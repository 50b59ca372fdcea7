using Microsoft.Extensions.Logging;
using Skapi.Protocol;
using Skapi.Rtc.Calls;
using Skapi.Rtc.Connections;
using Skapi.Rtc.Events;

namespace Skapi.Rtc.Realtime;

/// <summary>What lies between connecting and closing: turns the gateway's frames into the app's events and the calls' signals.</summary>
internal sealed partial class RealtimeSession : IRealtimeObserver
{
    private readonly ILogger _logger;

    public RealtimeSession(ILogger logger)
    {
        _logger = logger;
        Events = new EventStream<RealtimeEvent>(logger);
    }

    public EventStream<RealtimeEvent> Events { get; }

    /// <summary>Set before the connection opens.</summary>
    public CallExchange Calls { get; set; } = null!;

    public void OnOpened(bool again)
    {
        Events.Publish(new RealtimeEvent.Success { Text = "Connected to WebSocket server." });
        if (again)
            Calls.Post(new SwitchboardInput.Reconnected());
    }

    public void OnLost() => Events.Publish(new RealtimeEvent.Error { Text = "Skapi: WebSocket unexpected close." });

    public void OnReconnecting(int attempt) =>
        Events.Publish(new RealtimeEvent.Reconnect { Text = $"Reconnecting to WebSocket server...{attempt}" });

    public void OnGaveUp() => Events.Publish(new RealtimeEvent.Error { Text = "Skapi: Max reconnection attempts reached." });

    public void OnFrame(GatewayFrame frame)
    {
        switch (frame.Payload)
        {
            case GatewayFrame.PayloadKind.Message:
                Events.Publish(new RealtimeEvent.Message
                {
                    Content = frame.Message,
                    Sender = frame.UserId,
                    SenderCid = CidOf(frame),
                    SenderGroup = frame.SenderGroup,
                    Code = frame.Code,
                });
                break;
            case GatewayFrame.PayloadKind.Private:
                Events.Publish(new RealtimeEvent.Private
                {
                    Content = frame.Private,
                    Sender = frame.UserId,
                    SenderCid = CidOf(frame),
                    SenderGroup = frame.SenderGroup,
                    Code = frame.Code,
                });
                break;
            case GatewayFrame.PayloadKind.Notice:
                TakeNotice(frame);
                break;
            case GatewayFrame.PayloadKind.Rtc:
                TakeSignal(frame);
                break;
            case GatewayFrame.PayloadKind.Error:
                TakeError(frame);
                break;
            case GatewayFrame.PayloadKind.None:
                LogFrameWithoutPayload();
                break;
        }
    }

    private void TakeNotice(GatewayFrame frame)
    {
        var code = frame.Code is null ? (NoticeCode?)null : NoticeCode.From(frame.Code);
        if (code == NoticeCode.UserDisconnected && CidOf(frame) is { } cid)
            Calls.Post(new SwitchboardInput.CidDisconnected(cid));

        Events.Publish(new RealtimeEvent.Notice
        {
            Text = TextOf(frame.Notice),
            Sender = frame.UserId,
            SenderCid = CidOf(frame),
            SenderGroup = frame.SenderGroup,
            Code = code,
        });
    }

    private void TakeSignal(GatewayFrame frame)
    {
        if (CidOf(frame) is not { } cid)
        {
            LogSignalWithoutSender();
            return;
        }

        var content = frame.Rtc!.Value;
        var signal = SignalReader.Read(content, out var error);
        if (error is not null)
            LogMalformedSignal(cid, error);
        if (signal is not null)
            Calls.TakeSignal(new RemoteParty(cid, frame.UserId, frame.SenderGroup), signal, content);
    }

    private void TakeError(GatewayFrame frame)
    {
        if (frame.Code == SkapiErrorCode.NotExists.Value && CidOf(frame) is { } cid)
            Calls.Post(new SwitchboardInput.CidUnknown(cid));

        Events.Publish(new RealtimeEvent.Error
        {
            Text = TextOf(frame.Error),
            Sender = frame.UserId,
            SenderCid = CidOf(frame),
            SenderGroup = frame.SenderGroup,
            Code = frame.Code,
        });
    }

    private static string? CidOf(GatewayFrame frame) => string.IsNullOrEmpty(frame.SenderCid) ? null : "cid:" + frame.SenderCid;

    private static string TextOf(RawJson? payload) => payload is { } json && json.TryGetString(out var text) ? text : payload.ToString() ?? "";

    [LoggerMessage(EventId = 40, Level = LogLevel.Warning, Message = "The gateway sent a signal that says nothing of its sender; it is dropped.")]
    private partial void LogSignalWithoutSender();

    [LoggerMessage(EventId = 41, Level = LogLevel.Warning, Message = "What cannot be read of a signal of {Cid} is dropped: {Error}")]
    private partial void LogMalformedSignal(string cid, DecodeError error);

    [LoggerMessage(EventId = 42, Level = LogLevel.Debug, Message = "The gateway sent a frame without a payload.")]
    private partial void LogFrameWithoutPayload();
}
