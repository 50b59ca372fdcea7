using Skapi.Realtime.Gateway.Development;
using Skapi.Rtc.Realtime;
using Skapi.Rtc;
using Skapi.Rtc.GStreamer;
using Skapi.Samples.Web.Hosting;

namespace Skapi.Samples.Web.Peer;

/// <summary>Keeps the answering peer in the group while the server runs.</summary>
internal sealed class AnsweringPeerService(ServeOptions options, DevelopmentTokens tokens, ILoggerFactory loggers) : IHostedLifecycleService
{
    private AnsweringPeer? _peer;

    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        var transport = new GStreamerTransport();
        await transport.WarmUpAsync(cancellationToken);
        _peer = await AnsweringPeer.StartAsync(ClientOptions(), transport, Lobby.Group, loggers, cancellationToken);
    }

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        // Before the server stops, so that everyone in a call with the peer receives the hang-up.
        if (_peer is not null)
            await _peer.DisposeAsync();
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private SkapiClientOptions ClientOptions() => new()
    {
        WebSocketEndpoint = new Uri($"ws://localhost:{options.Port}/realtime"),
        RecordEndpoint = new Uri($"http://localhost:{options.Port}/realtime/"),
        Service = Lobby.Service,
        Owner = Lobby.Owner,
        Tokens = _ => ValueTask.FromResult(new SkapiTokens(
            tokens.IssueAccessToken(Lobby.PeerUserId, Lobby.Service, Lobby.Owner),
            tokens.IssueIdToken(Lobby.PeerUserId, Lobby.Service, Lobby.Owner))),
        // The page is on the same machine.
        IceServers = [],
    };
}
