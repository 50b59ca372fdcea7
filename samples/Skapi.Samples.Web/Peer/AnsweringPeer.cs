using System.Collections.Concurrent;
using System.Text.Json;
using Skapi.Protocol;
using Skapi.Protocol.Json;
using Skapi.Rtc;
using Skapi.Rtc.Transport;

namespace Skapi.Samples.Web.Peer;

/// <summary>The .NET peer in the group: answers every call with a test pattern and a tone, and calls whoever asks for it.</summary>
internal sealed class AnsweringPeer : IAsyncDisposable
{
    private readonly SkapiClient _client;
    private readonly PeerMedia _media;
    private readonly ILogger _logger;
    private readonly ConcurrentDictionary<Task, bool> _conversations = new();
    private volatile bool _isLeaving;

    private AnsweringPeer(SkapiClient client, PeerMedia media, ILogger logger) => (_client, _media, _logger) = (client, media, logger);

    /// <summary>Connects and joins the group.</summary>
    public static async Task<AnsweringPeer> StartAsync(
        SkapiClientOptions options, PeerMedia media, string group, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var peer = new AnsweringPeer(new SkapiClient(options, media.Transport, loggers), media, loggers.CreateLogger("Peer"));
        await peer._client.ConnectRealtimeAsync(peer.OnRealtime, cancellationToken);
        await peer._client.JoinRealtimeAsync(group, cancellationToken);
        return peer;
    }

    /// <summary>Hangs up every call, and leaves the group.</summary>
    public async ValueTask DisposeAsync()
    {
        _isLeaving = true;
        await _client.DisposeAsync();
        await Task.WhenAll(_conversations.Keys);
    }

    private void OnRealtime(RealtimeEvent realtimeEvent)
    {
        switch (realtimeEvent)
        {
            case RealtimeEvent.RtcIncoming incoming:
                Begin(AnswerAsync(_client.GetIncomingCall(incoming)));
                break;
            case RealtimeEvent.Private { SenderCid: { } cid, Content: { } content } when AsksForCall(content):
                Begin(CallAsync(cid));
                break;
            case RealtimeEvent.Error error when !_isLeaving:
                _logger.RealtimeFailed(error.Text);
                break;
        }
    }

    private async Task AnswerAsync(IncomingCall call)
    {
        _logger.Rings(call.Cid);
        var conversation = new Conversation(call.Cid, _media.Transport.Capabilities, _logger);
        var options = new RtcAnswerOptions { Media = _media.Sent };
        await conversation.RunAsync(() => call.ConnectRtcAsync(options, conversation.HandleAsync));
    }

    private async Task CallAsync(string cid)
    {
        _logger.Calls(cid);
        var conversation = new Conversation(cid, _media.Transport.Capabilities, _logger);
        var options = new RtcCallOptions { Cid = cid, Media = _media.Sent, Channels = [DataChannelOptions.TextChat] };
        await conversation.RunAsync(async () =>
        {
            var call = await _client.ConnectRtcAsync(options, conversation.HandleAsync);
            return await call.Connection;
        });
    }

    private void Begin(Task conversation)
    {
        _conversations.TryAdd(conversation, true);
        conversation.ContinueWith(ended => _conversations.TryRemove(ended, out _), TaskScheduler.Default);
    }

    /// <summary>The page's button “Let it call me” posts <c>{"request": "call-me"}</c>.</summary>
    private static bool AsksForCall(RawJson content)
    {
        using var document = JsonDocument.Parse(content.Utf8);
        return document.RootElement is { ValueKind: JsonValueKind.Object } root
            && root.TryGetProperty("request", out var request)
            && request.ValueKind == JsonValueKind.String
            && request.ValueEquals("call-me");
    }
}
