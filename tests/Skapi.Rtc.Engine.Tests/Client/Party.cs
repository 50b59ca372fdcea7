using System.Threading.Channels;
using Skapi.Protocol;
using Skapi.Rtc.Realtime;
using Skapi.Rtc.Tests.Infrastructure;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Tests.Client;

/// <summary>A connected client, and the realtime events that it has not looked at yet.</summary>
internal sealed class Party : IAsyncDisposable
{
    private readonly Channel<RealtimeEvent> _events = Channel.CreateUnbounded<RealtimeEvent>();

    private Party(SkapiClient client) => Client = client;

    public SkapiClient Client { get; }

    public string Cid => Client.Cid!;

    public static async Task<Party> ConnectAsync(
        string userId, IRealtimeSocketFactory gateway, IRtcTransport transport, RecordingLogger? logger = null, TimeProvider? time = null)
    {
        var party = new Party(new SkapiClient(Options(userId), transport, logger?.AsFactory(), time, gateway));
        await party.Client.ConnectRealtimeAsync(raised => party._events.Writer.TryWrite(raised)).OrHang();
        return party;
    }

    public static SkapiClientOptions Options(string userId) => new()
    {
        WebSocketEndpoint = new Uri("ws://gateway.test/"),
        RecordEndpoint = new Uri("http://gateway.test/"),
        Service = "srv",
        Owner = "own",
        Tokens = _ => ValueTask.FromResult(Tokens.Of(userId)),
        IceServers = [],
        Reconnect = new ReconnectPolicy(TimeSpan.Zero, TimeSpan.Zero),
    };

    /// <summary>The next event of a kind; those before it are let pass.</summary>
    public async Task<T> HearAsync<T>()
        where T : RealtimeEvent
    {
        while (true)
        {
            if (await _events.Reader.ReadAsync().OrHang() is T heard)
                return heard;
        }
    }

    public async Task<IncomingCall> IsCalledAsync() => Client.GetIncomingCall(await HearAsync<RealtimeEvent.RtcIncoming>());

    public ValueTask DisposeAsync() => Client.DisposeAsync();
}
