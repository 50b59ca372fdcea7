using Skapi.Protocol;
using Skapi.Realtime.Gateway;
using Skapi.Rtc.Realtime;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Benchmarks;

/// <summary>A gateway, a client that makes calls, and a client that accepts every call.</summary>
internal sealed class Clients : IAsyncDisposable
{
    private const string Group = "benchmark";

    private readonly DevelopmentGateway _gateway;
    private readonly SkapiClient _callee;

    private Clients(DevelopmentGateway gateway, SkapiClient caller, SkapiClient callee)
    {
        _gateway = gateway;
        Caller = caller;
        _callee = callee;
    }

    public SkapiClient Caller { get; }

    public string CalleeCid => _callee.Cid!;

    /// <summary>Connects both clients.</summary>
    /// <param name="transport">The transport of both.</param>
    /// <param name="accept">Accepts a call with the callee's client; null to accept it without media.</param>
    public static async Task<Clients> ConnectAsync(IRtcTransport transport, Func<SkapiClient, IncomingCall, Task>? accept = null)
    {
        accept ??= static (_, call) => call.ConnectRtcAsync();
        var gateway = await DevelopmentGateway.StartAsync();
        var caller = Create(gateway, transport);
        var callee = Create(gateway, transport);
        await caller.ConnectRealtimeAsync();
        await callee.ConnectRealtimeAsync(async realtimeEvent =>
        {
            if (realtimeEvent is RealtimeEvent.RtcIncoming incoming)
                await accept(callee, callee.GetIncomingCall(incoming));
        });
        await caller.JoinRealtimeAsync(Group);
        await callee.JoinRealtimeAsync(Group);
        return new Clients(gateway, caller, callee);
    }

    public async ValueTask DisposeAsync()
    {
        await Caller.DisposeAsync();
        await _callee.DisposeAsync();
        await _gateway.DisposeAsync();
    }

    private static SkapiClient Create(DevelopmentGateway gateway, IRtcTransport transport)
    {
        var (accessToken, idToken) = gateway.IssueTokens(Guid.NewGuid().ToString());
        return new SkapiClient(
            new SkapiClientOptions
            {
                WebSocketEndpoint = gateway.WebSocketEndpoint,
                RecordEndpoint = gateway.RecordEndpoint,
                Service = DevelopmentGateway.Service.Service,
                Owner = DevelopmentGateway.Service.Owner,
                Tokens = SkapiTokens.Fixed(accessToken, idToken),
                IceServers = [],
            },
            transport);
    }
}
