using Skapi.Protocol;
using Skapi.Realtime.Gateway;
using Skapi.Rtc.Media;
using Skapi.Rtc.Realtime;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Interop.Tests.Calls;

/// <summary>Two clients on one gateway; the callee accepts every call.</summary>
internal sealed class Callers : IAsyncDisposable
{
    private const string Group = "interop";

    private readonly DevelopmentGateway _gateway;

    private Callers(DevelopmentGateway gateway, SkapiClient caller, SkapiClient callee) =>
        (_gateway, Caller, Callee) = (gateway, caller, callee);

    public SkapiClient Caller { get; }

    public SkapiClient Callee { get; }

    /// <summary>The callee's end of the call.</summary>
    public TaskCompletionSource<RtcConnection> Accepted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static async Task<Callers> ConnectAsync(
        IRtcTransport calling, IRtcTransport called, MediaOptions? media, Action<RtcEvent> calleesHandler)
    {
        var gateway = await DevelopmentGateway.StartAsync();
        var callers = new Callers(gateway, Client(gateway, calling), Client(gateway, called));
        await callers.Caller.ConnectRealtimeAsync();
        await callers.Callee.ConnectRealtimeAsync(async realtimeEvent =>
        {
            if (realtimeEvent is RealtimeEvent.RtcIncoming incoming)
            {
                callers.Accepted.SetResult(
                    await callers.Callee.GetIncomingCall(incoming).ConnectRtcAsync(new RtcAnswerOptions { Media = media }, calleesHandler));
            }
        });
        await callers.Caller.JoinRealtimeAsync(Group);
        await callers.Callee.JoinRealtimeAsync(Group);
        return callers;
    }

    public async ValueTask DisposeAsync()
    {
        await Caller.DisposeAsync();
        await Callee.DisposeAsync();
        await _gateway.DisposeAsync();
    }

    private static SkapiClient Client(DevelopmentGateway gateway, IRtcTransport transport)
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
