using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Skapi.Protocol;
using Skapi.Rtc.Media;
using Skapi.Rtc.Peers;
using Skapi.Rtc.Statistics;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Managed.Interop.Tests.Node;

/// <summary>A peer connection of an npm package.</summary>
internal sealed class NodePeer : IRtcPeer
{
    private const string PeerName = "peer";

    private readonly NodeProcess _process;
    private readonly PeerEventDispatcher _events;
    private readonly ConcurrentDictionary<string, NodeChannel> _channels = new();
    private int _lastChannel;
    private int _isDisposed;

    private NodePeer(NodeProcess process, IRtcPeerObserver observer)
    {
        _process = process;
        _events = new PeerEventDispatcher(observer, NullLogger.Instance);
        process.Listen(PeerName, OnEvent);
    }

    public long MediaReceived => 0;

    public static async Task<NodePeer> CreateAsync(NodeProcess process, IRtcPeerObserver observer)
    {
        var peer = new NodePeer(process, observer);
        await peer.RequestAsync("create");
        return peer;
    }

    public IRtcDataChannel CreateDataChannel(DataChannelOptions options)
    {
        var name = $"own-{Interlocked.Increment(ref _lastChannel)}";
        var channel = new NodeChannel(this, name, options.Protocol, options);
        _channels[name] = channel;
        var init = new JsonObject { ["ordered"] = options.Ordered, ["protocol"] = options.Protocol };
        if (options.MaxRetransmits is { } retransmits)
            init["maxRetransmits"] = retransmits;
        if (options.MaxPacketLifeTime is { } lifeTime)
            init["maxPacketLifeTime"] = lifeTime;
        Post("channel", new JsonObject { ["channel"] = name, ["label"] = options.Protocol, ["options"] = init });
        return channel;
    }

    public async ValueTask<SessionDescription> CreateOfferAsync(CancellationToken cancellationToken = default) =>
        new() { Type = SdpType.Offer, Sdp = (await RequestAsync("offer"))! };

    public async ValueTask<SessionDescription> CreateAnswerAsync(CancellationToken cancellationToken = default) =>
        new() { Type = SdpType.Answer, Sdp = (await RequestAsync("answer"))! };

    public ValueTask SetLocalDescriptionAsync(SessionDescription description, CancellationToken cancellationToken = default) =>
        SetAsync("local", description);

    public ValueTask SetRemoteDescriptionAsync(SessionDescription description, CancellationToken cancellationToken = default) =>
        SetAsync("remote", description);

    public async ValueTask AddIceCandidateAsync(IceCandidate candidate, CancellationToken cancellationToken = default) =>
        await RequestAsync("candidate", new JsonObject
        {
            ["candidate"] = new JsonObject
            {
                ["candidate"] = candidate.Candidate, ["sdpMid"] = candidate.SdpMid, ["sdpMLineIndex"] = candidate.SdpMLineIndex,
            },
        });

    /// <summary>Sends back what arrives of the kinds that have a source, whatever the source is.</summary>
    public async ValueTask AddMediaAsync(MediaOptions media, CancellationToken cancellationToken = default)
    {
        if (media.Audio is not null)
            await EchoAsync(MediaKind.Audio);
        if (media.Video is not null)
            await EchoAsync(MediaKind.Video);
    }

    public ValueTask ReplaceAudioAsync(AudioSource? source, CancellationToken cancellationToken = default) => throw Beyond();

    public ValueTask ReplaceVideoAsync(VideoSource? source, CancellationToken cancellationToken = default) => throw Beyond();

    public void RestartIce() => throw Beyond();

    public void SetMuted(MediaKind kind, bool muted) => throw Beyond();

    public ValueTask<RtcStats> GetStatsAsync(CancellationToken cancellationToken = default) => throw Beyond();

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
            return;

        await RequestAsync("close");
        await _process.DisposeAsync();
        await _events.StopAsync();
    }

    /// <summary>Calls a method of the peer without waiting for it. Requests are carried out in their order.</summary>
    internal void Post(string method, JsonObject arguments) => _ = RequestAsync(method, arguments);

    private static NotSupportedException Beyond() => new("The tests use the data channels and the echoed media of npm packages only.");

    private Task<string?> EchoAsync(MediaKind kind) => RequestAsync("echo", new JsonObject { ["kind"] = kind.Value });

    private Task<string?> RequestAsync(string method, JsonObject? arguments = null)
    {
        var request = arguments ?? [];
        (request["method"], request["peer"]) = (method, PeerName);
        return _process.RequestAsync(request);
    }

    private async ValueTask SetAsync(string method, SessionDescription description) => await RequestAsync(method, new JsonObject
    {
        ["description"] = new JsonObject { ["type"] = description.Type.Value, ["sdp"] = description.Sdp },
    });

    private void OnEvent(JsonNode message)
    {
        switch ((string)message["event"]!)
        {
            case "icecandidate":
                _events.Post(new PeerEvent.IceCandidateFound(
                    new IceCandidate { Candidate = (string)message["candidate"]!, SdpMid = (string?)message["mid"], SdpMLineIndex = 0 }));
                break;
            case "state":
                _events.Post(new PeerEvent.ConnectionStateChanged(PeerConnectionState.From((string)message["state"]!)));
                break;
            case "datachannel":
                var label = (string)message["label"]!;
                _channels[(string)message["channel"]!] =
                    new NodeChannel(this, (string)message["channel"]!, label, new DataChannelOptions { Protocol = label });
                break;
            case var name when _channels.TryGetValue((string)message["channel"]!, out var channel):
                OnChannelEvent(channel, name, message);
                break;
        }
    }

    private void OnChannelEvent(NodeChannel channel, string name, JsonNode message)
    {
        switch (name)
        {
            case "open" when channel.State == DataChannelState.Connecting:
                channel.State = DataChannelState.Open;
                _events.Post(new PeerEvent.DataChannelOpened(channel, DataChannelSnapshot.Of(channel)), channel.Inbox.Open);
                break;
            case "close":
                channel.State = DataChannelState.Closed;
                channel.Inbox.Complete(
                    () => _events.Post(new PeerEvent.DataChannelClosed(channel, DataChannelSnapshot.Of(channel))), isConnectionLost: false);
                break;
            case "message":
                channel.Inbox.Post((string?)message["text"] is { } text
                    ? new DataChannelMessage(text)
                    : new DataChannelMessage(Convert.FromBase64String((string)message["bytes"]!)));
                break;
        }
    }
}
