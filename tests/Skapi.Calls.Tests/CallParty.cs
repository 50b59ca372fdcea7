using System.Threading.Channels;
using Skapi.Protocol;
using Skapi.Realtime.Gateway;
using Skapi.Rtc;
using Skapi.Rtc.Transport;

namespace Skapi.Calls.Tests;

/// <summary>One client of a gateway, with all the events it has heard.</summary>
internal sealed class CallParty : IAsyncDisposable
{
    /// <summary>A guard against hanging, far beyond what a call takes.</summary>
    public static readonly TimeSpan HangGuard = TimeSpan.FromSeconds(30);

    private readonly Heard<RealtimeEvent> _realtime = new();
    private readonly Channel<IncomingCall> _rings = Channel.CreateUnbounded<IncomingCall>();

    private CallParty(SkapiClient client) => Client = client;

    public SkapiClient Client { get; }

    public string Cid => Client.Cid!;

    /// <summary>The events of this party's calls.</summary>
    public Heard<RtcEvent> Rtc { get; } = new();

    /// <summary>A client that is connected and has joined a group.</summary>
    public static async Task<CallParty> JoinAsync(DevelopmentGateway gateway, IRtcTransport transport, Action<SkapiClientOptions>? configure = null)
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
        await party.Client.ConnectRealtimeAsync(party.Hear);
        await party.Client.JoinRealtimeAsync("tests");
        await party.HearsAsync<RealtimeEvent.Notice>(notice => notice.Code == NoticeCode.UserJoined && notice.SenderCid == party.Cid);
        return party;
    }

    public Task<T> HearsAsync<T>(Func<T, bool>? matches = null)
        where T : RealtimeEvent => _realtime.OneAsync(matches);

    /// <summary>The next incoming call.</summary>
    public async Task<IncomingCall> RingsAsync()
    {
        using var hangGuard = new CancellationTokenSource(HangGuard);
        return await _rings.Reader.ReadAsync(hangGuard.Token);
    }

    public ValueTask DisposeAsync() => Client.DisposeAsync();

    private void Hear(RealtimeEvent realtimeEvent)
    {
        _realtime.Add(realtimeEvent);
        if (realtimeEvent is RealtimeEvent.RtcIncoming incoming)
            _rings.Writer.TryWrite(Client.GetIncomingCall(incoming));
    }
}
