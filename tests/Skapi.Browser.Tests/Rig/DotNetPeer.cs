using Skapi.Protocol;
using Skapi.Rtc.Realtime;
using Skapi.Rtc;
using Skapi.Rtc.Media;
using Skapi.Rtc.Transport;

namespace Skapi.Browser.Tests.Rig;

/// <summary>A .NET program that has joined a group.</summary>
public sealed class DotNetPeer : IAsyncDisposable
{
    private readonly SkapiClient _client;

    private DotNetPeer(SkapiClient client, string userId)
    {
        _client = client;
        UserId = userId;
        Realtime = new Recorder<RealtimeEvent>($"The .NET peer {userId} (realtime)");
        Rtc = new Recorder<RtcEvent>($"The .NET peer {userId} (RTC)");
    }

    /// <summary>The id of the user that the peer is signed in as.</summary>
    public string UserId { get; }

    /// <summary>The connection id, with its prefix.</summary>
    public string Cid { get; private set; } = "";

    /// <summary>Every realtime event.</summary>
    public Recorder<RealtimeEvent> Realtime { get; }

    /// <summary>Every RTC event, of all its calls.</summary>
    public Recorder<RtcEvent> Rtc { get; }

    public static async Task<DotNetPeer> JoinAsync(TestGateway gateway, IRtcTransport transport, string group)
    {
        var userId = Guid.NewGuid().ToString();
        var (accessToken, idToken) = gateway.IssueTokens(userId);
        var client = new SkapiClient(
            new SkapiClientOptions
            {
                WebSocketEndpoint = new Uri($"ws://localhost:{gateway.Port}/realtime"),
                RecordEndpoint = new Uri($"{gateway.Url}/realtime/"),
                Service = TestGateway.Service,
                Owner = TestGateway.Owner,
                IceServers = [],
                Tokens = SkapiTokens.Fixed(accessToken, idToken),
            },
            transport);
        var peer = new DotNetPeer(client, userId);
        await client.ConnectRealtimeAsync(peer.Realtime.Add);
        await client.JoinRealtimeAsync(group);
        var notice = await peer.RealtimeAsync<RealtimeEvent.Notice>(item => item.Code == NoticeCode.UserJoined && item.Sender == userId);
        peer.Cid = notice.SenderCid!;
        return peer;
    }

    /// <summary>Calls a connection.</summary>
    public Task<OutgoingCall> CallAsync(string cid, MediaOptions? media = null, params DataChannelOptions[] channels) =>
        _client.ConnectRtcAsync(
            new RtcCallOptions { Cid = cid, Media = media, Channels = channels.Length > 0 ? channels : [DataChannelOptions.Default] },
            Rtc.Add);

    /// <summary>Waits for a call.</summary>
    public async Task<IncomingCall> IncomingAsync(int mark = 0) =>
        _client.GetIncomingCall(await RealtimeAsync<RealtimeEvent.RtcIncoming>(mark: mark));

    /// <summary>Waits for a call, and accepts it.</summary>
    public async Task<RtcConnection> AcceptAsync(MediaOptions? media = null, int mark = 0)
    {
        var call = await IncomingAsync(mark);
        return await call.ConnectRtcAsync(new RtcAnswerOptions { Media = media }, Rtc.Add);
    }

    /// <summary>Waits for a realtime event.</summary>
    public async Task<T> RealtimeAsync<T>(Func<T, bool>? fits = null, int mark = 0)
        where T : RealtimeEvent =>
        (T)await Realtime.WaitAsync(typeof(T).Name, item => item is T typed && fits?.Invoke(typed) != false, mark);

    /// <summary>Waits for an RTC event.</summary>
    public async Task<T> RtcAsync<T>(Func<T, bool>? fits = null, int mark = 0)
        where T : RtcEvent =>
        (T)await Rtc.WaitAsync(typeof(T).Name, item => item is T typed && fits?.Invoke(typed) != false, mark);

    public ValueTask DisposeAsync() => _client.DisposeAsync();
}
