using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Skapi.Protocol;
using Skapi.Rtc.Calls;
using Skapi.Rtc.Events;
using Skapi.Rtc.Realtime;
using Skapi.Rtc.Running;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc;

/// <summary>
/// A user's realtime connection and calls. The methods are those of <c>skapi-js</c> in .NET's manner; all are safe to use from any
/// thread. Events come in order, on threads of the pool: a handler that takes long delays the next event, and nothing else.
/// </summary>
public sealed partial class SkapiClient : IAsyncDisposable
{
    private readonly SkapiClientOptions _options;
    private readonly IRtcTransport _transport;
    private readonly ILoggerFactory _loggers;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private readonly IRealtimeSocketFactory _sockets;
    private readonly SemaphoreSlim _opening = new(1, 1);
    private volatile OpenSession? _session;

    /// <summary>Creates a client; nothing is connected yet.</summary>
    /// <param name="options">Which service, which user.</param>
    /// <param name="transport">The WebRTC stack that carries the calls.</param>
    /// <param name="loggerFactory">Where to log; nowhere by default. No token, address or message content is logged.</param>
    /// <param name="timeProvider">The clock; the system's by default.</param>
    /// <exception cref="SkapiException"><c>INVALID_PARAMETER</c>: an option is missing or wrong.</exception>
    public SkapiClient(SkapiClientOptions options, IRtcTransport transport, ILoggerFactory? loggerFactory = null, TimeProvider? timeProvider = null)
        : this(options, transport, loggerFactory, timeProvider, new WebSocketFactory())
    {
    }

    internal SkapiClient(
        SkapiClientOptions options, IRtcTransport transport, ILoggerFactory? loggerFactory, TimeProvider? timeProvider, IRealtimeSocketFactory sockets)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(transport);
        options.Validate();
        _options = options;
        _transport = transport;
        _loggers = loggerFactory ?? NullLoggerFactory.Instance;
        _logger = _loggers.CreateLogger("Skapi.Rtc");
        _time = timeProvider ?? TimeProvider.System;
        _sockets = sockets;
        _presence = new PresenceClient(options);
    }

    /// <summary>The user's id, once <see cref="ConnectRealtimeAsync(Func{RealtimeEvent, Task}?, CancellationToken)"/> has ended; null before.</summary>
    public string? UserId => _session?.UserId;

    /// <summary>
    /// This connection's own id with its “cid:” prefix, where the gateway tells it (this toolkit's does, Skapi's own does not). A
    /// reconnect changes it.
    /// </summary>
    public string? Cid => _session?.Connection.Cid;

    /// <summary>Opens the realtime connection: Skapi's <c>connectRealtime()</c>.</summary>
    /// <param name="handler">Hears every realtime event, in order; null where the app reads <see cref="ReadRealtimeEventsAsync"/>.</param>
    /// <param name="cancellationToken">Gives up connecting.</param>
    /// <exception cref="SkapiException">
    /// <c>INVALID_TOKEN</c>: the gateway refused the user; <c>CONNECTION_FAILED</c>: it was not reached; <c>INVALID_REQUEST</c>: the
    /// connection is open already.
    /// </exception>
    public async Task ConnectRealtimeAsync(Func<RealtimeEvent, Task>? handler, CancellationToken cancellationToken = default)
    {
        await _opening.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_session is not null)
                throw SkapiException.InvalidRequest("The realtime connection is open already. Execute CloseRealtimeAsync() before connecting again.");

            await OpenAsync(handler, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _opening.Release();
        }
    }

    /// <inheritdoc cref="ConnectRealtimeAsync(Func{RealtimeEvent, Task}?, CancellationToken)"/>
    public Task ConnectRealtimeAsync(Action<RealtimeEvent>? handler = null, CancellationToken cancellationToken = default) =>
        ConnectRealtimeAsync(Handlers.ToAsync(handler), cancellationToken);

    /// <summary>
    /// The realtime events, until the connection is closed: for an app that gave no handler. They begin with the first one, or, of more
    /// than 256 that came before anyone read them, with the last 256.
    /// </summary>
    /// <exception cref="SkapiException"><c>INVALID_REQUEST</c>: the realtime connection is not open.</exception>
    public IAsyncEnumerable<RealtimeEvent> ReadRealtimeEventsAsync(CancellationToken cancellationToken = default) =>
        Session.Events.ReadAllAsync(cancellationToken);

    /// <summary>Ends every call, leaves the group and closes the realtime connection: Skapi's <c>closeRealtime()</c>.</summary>
    public async Task CloseRealtimeAsync(CancellationToken cancellationToken = default)
    {
        await _opening.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_session is not { } session)
                return;

            _session = null;
            await session.CloseAsync().ConfigureAwait(false);
        }
        finally
        {
            _opening.Release();
        }
    }

    /// <summary>Closes the realtime connection, and with it every call.</summary>
    public async ValueTask DisposeAsync()
    {
        await CloseRealtimeAsync().ConfigureAwait(false);
        _presence.Dispose();
    }

    private OpenSession Session =>
        _session ?? throw SkapiException.InvalidRequest("No realtime connection. Execute ConnectRealtimeAsync() before this method.");

    private async Task OpenAsync(Func<RealtimeEvent, Task>? handler, CancellationToken cancellationToken)
    {
        var tokens = await _options.Tokens!(cancellationToken).ConfigureAwait(false);
        var userId = AccessToken.UserIdOf(tokens.AccessToken);
        var events = new EventStream<RealtimeEvent>(_logger);
        var connection = new RealtimeConnection(SettingsOf(_options), _sockets, _time, _logger);
        var calls = new ClientCalls(
            userId,
            _transport,
            new RtcPeerOptions
            {
                IceServers = [.. _options.IceServers.Select(IceServer.FromUrl)],
                TimeProvider = _time,
                LoggerFactory = _loggers,
            },
            TimesOf(_options),
            _time,
            (cid, signal) => connection.Send(fresh => SignalFrames.To(cid, signal, fresh)),
            events.Publish,
            _logger);

        if (handler is not null)
            events.Listen(handler);

        Action<IRealtimeObserver> start;
        try
        {
            start = await connection.ConnectAsync(tokens, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await calls.CloseAsync().ConfigureAwait(false);
            events.End();
            throw;
        }

        // A handler may use the client from the first event on.
        _session = new OpenSession(userId, events, connection, calls);
        start(new FrameDispatcher(events, calls, _logger));
    }

    private static RealtimeSettings SettingsOf(SkapiClientOptions options) => new()
    {
        Endpoint = options.WebSocketEndpoint!,
        Tokens = options.Tokens!,
        ConnectTimeout = options.RealtimeConnectTimeout,
        KeepAliveInterval = options.KeepAliveInterval,
        Reconnect = options.Reconnect,
    };

    private static CallTimes TimesOf(SkapiClientOptions options) => new()
    {
        Ring = options.RingTimeout,
        Connect = options.ConnectTimeout,
        Recovery = options.RecoveryTimeout,
    };

    /// <summary>What is there between connecting and closing.</summary>
    private sealed record OpenSession(
        string UserId, EventStream<RealtimeEvent> Events, RealtimeConnection Connection, ClientCalls Calls)
    {
        public async Task CloseAsync()
        {
            await Calls.CloseAsync().ConfigureAwait(false);
            if (Connection.Group is not null)
                Connection.Send(static tokens => new ClientFrame.JoinRoom { Group = null, Token = tokens.AccessToken });

            await Connection.DisposeAsync().ConfigureAwait(false);
            await Calls.WaitForPeersAsync().ConfigureAwait(false);
            Events.Publish(new RealtimeEvent.Close { Text = "WebSocket connection closed." });
            Events.End();
        }
    }
}
