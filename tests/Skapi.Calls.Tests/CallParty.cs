using Skapi.Rtc.Realtime;
using System.Threading.Channels;
using Skapi.Protocol;
using Skapi.Realtime.Gateway;
using Skapi.Rtc;
using Skapi.Rtc.Transport;

namespace Skapi.Calls.Tests;

/// <summary>A client of a gateway that records its events.</summary>
internal sealed class CallParty : IAsyncDisposable
{
    /// <summary>The limit of every wait, far longer than a call takes. It ends a test that hangs.</summary>
    public static readonly TimeSpan HangGuard = TimeSpan.FromSeconds(30);

    private readonly EventRecorder<RealtimeEvent> _realtime = new();
    private readonly Channel<IncomingCall> _rings = Channel.CreateUnbounded<IncomingCall>();

    private CallParty(SkapiClient client) => Client = client;

    public SkapiClient Client { get; }

    public string Cid => Client.Cid!;

    /// <summary>The events of this party's calls.</summary>
    public EventRecorder<RtcEvent> Rtc { get; } = new();

    /// <summary>Creates a client that is connected and has joined the group of the tests.</summary>
    public static async Task<CallParty> JoinAsync(
        DevelopmentGateway gateway, IRtcTransport transport, Action<SkapiClientOptions>? configure = null)
    {
        var (accessToken, idToken) = gateway.IssueTokens(Guid.NewGuid().ToString());
        var options = new SkapiClientOptions
        {
            WebSocketEndpoint = gateway.WebSocketEndpoint,
            RecordEndpoint = gateway.RecordEndpoint,
            Service = DevelopmentGateway.Service.Service,
            Owner = DevelopmentGateway.Service.Owner,
            Tokens = SkapiTokens.Fixed(accessToken, idToken),
            IceServers = [],
        };
        configure?.Invoke(options);
        var party = new CallParty(new SkapiClient(options, transport));
        await party.Client.ConnectRealtimeAsync(party.OnRealtime);
        await party.Client.JoinRealtimeAsync("tests");
        await party.ReceivesAsync<RealtimeEvent.Notice>(notice => notice.Code == NoticeCode.UserJoined && notice.SenderCid == party.Cid);
        return party;
    }

    /// <summary>Completes with the first realtime event of a type that matches.</summary>
    public Task<T> ReceivesAsync<T>(Func<T, bool>? matches = null)
        where T : RealtimeEvent => _realtime.OneAsync(matches);

    /// <summary>Completes with the next incoming call.</summary>
    public async Task<IncomingCall> RingsAsync()
    {
        using var hangGuard = new CancellationTokenSource(HangGuard);
        return await _rings.Reader.ReadAsync(hangGuard.Token);
    }

    public ValueTask DisposeAsync() => Client.DisposeAsync();

    private void OnRealtime(RealtimeEvent realtimeEvent)
    {
        _realtime.Add(realtimeEvent);
        if (realtimeEvent is RealtimeEvent.RtcIncoming incoming)
            _rings.Writer.TryWrite(Client.GetIncomingCall(incoming));
    }
}
