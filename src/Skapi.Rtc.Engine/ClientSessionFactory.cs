using Microsoft.Extensions.Logging;
using Skapi.Protocol;
using Skapi.Rtc.Calls;
using Skapi.Rtc.Events;
using Skapi.Rtc.Realtime;
using Skapi.Rtc.Running;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc;

/// <summary>Opens a client's realtime connection and joins the parts of the session.</summary>
/// <param name="options">The client's options, which are valid.</param>
/// <param name="transport">The WebRTC stack that carries the calls.</param>
/// <param name="sockets">Opens the sockets.</param>
/// <param name="tokens">The user's tokens.</param>
/// <param name="status">The state of the connection, for the app.</param>
/// <param name="objects">The live objects behind events.</param>
/// <param name="loggers">Creates the loggers of the transport's peers.</param>
/// <param name="logger">Where the client logs.</param>
/// <param name="time">The clock.</param>
internal sealed class ClientSessionFactory(
    SkapiClientOptions options,
    IRtcTransport transport,
    IRealtimeSocketFactory sockets,
    TokenCache tokens,
    ConnectionStatus status,
    EventObjects objects,
    ILoggerFactory loggers,
    ILogger logger,
    TimeProvider time)
{
    /// <summary>Opens a session.</summary>
    /// <param name="handler">Receives every realtime event; null if the app reads them.</param>
    /// <param name="cancellationToken">Cancels the attempts.</param>
    /// <returns>The session, and a function that starts to send and receive.</returns>
    public async Task<(ClientSession Session, Action Start)> OpenAsync(
        Func<RealtimeEvent, Task>? handler, CancellationToken cancellationToken)
    {
        var first = await tokens.GetAsync(cancellationToken).ConfigureAwait(false);
        var userId = JsonWebToken.UserIdOf(first.AccessToken);
        var events = new EventStream<RealtimeEvent>(logger);
        var connection = new RealtimeConnection(SettingsOf(userId), sockets, time, logger);
        var calls = new ClientCalls(
            userId,
            objects,
            options.IceServerProvider is { } provider ? new ServerProvidingTransport(transport, provider, time) : transport,
            PeerOptions(),
            Times(),
            time,
            connection.Send,
            (user, call) => connection.Send(fresh => Introduction.To(user, call, Sign(fresh))),
            events.Publish,
            logger);

        if (handler is not null)
            events.Listen(handler);

        try
        {
            var start = await connection.ConnectAsync(first, new FrameDispatcher(events, calls, status, logger), cancellationToken)
                .ConfigureAwait(false);
            return (new ClientSession(userId, events, connection, calls), start);
        }
        catch
        {
            await calls.CloseAsync().ConfigureAwait(false);
            await connection.DisposeAsync().ConfigureAwait(false);
            events.End();
            throw;
        }
    }

    /// <summary>The token of a post, as the gateway expects it.</summary>
    public string Sign(SkapiTokens fresh) => $"IdT:{options.Service}:{options.Owner}:{fresh.IdToken}";

    private RealtimeSettings SettingsOf(string userId) => new()
    {
        Endpoint = options.WebSocketEndpoint!,
        UserId = userId,
        Tokens = tokens,
        ConnectTimeout = options.RealtimeConnectTimeout,
        KeepAliveInterval = options.KeepAliveInterval,
        Reconnect = options.Reconnect,
    };

    private RtcPeerOptions PeerOptions() => new()
    {
        IceServers = options.IceServers ?? SkapiClientOptions.DefaultIceServers,
        IceTransportPolicy = options.IceTransportPolicy,
        TimeProvider = time,
        LoggerFactory = loggers,
    };

    private CallTimes Times() => new()
    {
        Ring = options.RingTimeout,
        Connect = options.ConnectTimeout,
        Recovery = options.RecoveryTimeout,
    };
}
