using Skapi.Realtime.Gateway.Development;
using Skapi.Rtc.Realtime;
using Skapi.Rtc;
using Skapi.Samples.Web.Hosting;

namespace Skapi.Samples.Web.Peer;

/// <summary>Keeps the answering peer in the group while the server runs.</summary>
internal sealed class AnsweringPeerService(ServeOptions options, DevelopmentTokens tokens, ILoggerFactory loggers) : IHostedLifecycleService
{
    private AnsweringPeer? _peer;
    private PeerMedia? _media;

    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        _media = await PeerMedia.CreateAsync(loggers.CreateLogger("Peer"), cancellationToken);
        _peer = await AnsweringPeer.StartAsync(ClientOptions(), _media, Lobby.Group, loggers, cancellationToken);
    }

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        // Before the server stops, so that everyone in a call with the peer receives the hang-up.
        if (_peer is not null)
            await _peer.DisposeAsync();
        if (_media is not null)
            await _media.DisposeAsync();
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
