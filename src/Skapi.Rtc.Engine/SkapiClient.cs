using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Skapi.Protocol;
using Skapi.Rtc.Events;
using Skapi.Rtc.Realtime;
using Skapi.Rtc.Running;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc;

/// <summary>
/// A user's realtime connection and calls. The methods are those of <c>skapi-js</c>, in .NET's manner. All members are safe to use from any
/// thread. Events are raised in order, on threads of the pool: a handler that takes long delays the next event, but nothing else.
/// </summary>
/// <remarks>
/// Errors. Misuse throws .NET's own exceptions: <see cref="ArgumentException"/> and the types derived from it for a wrong argument,
/// <see cref="InvalidOperationException"/> for a method that needs <see cref="ConnectRealtimeAsync(Func{RealtimeEvent, Task}?,
/// CancellationToken)"/>
/// first, and <see cref="ObjectDisposedException"/> from every method once the client is disposed. Everything else is a
/// <see cref="SkapiException"/>, whose code says what happened and whose <see cref="Exception.InnerException"/> is the cause.
/// </remarks>
public sealed partial class SkapiClient : IAsyncDisposable
{
    private readonly ClientSessionFactory _sessions;
    private readonly TokenCache _tokens;
    private readonly ConnectionStatus _status;
    private readonly EventObjects _objects = new();
    private readonly ClientCallObjects _callObjects = new();
    private readonly SemaphoreSlim _opening = new(1, 1);
    private readonly CancellationTokenSource _disposing = new();
    private readonly Lock _gate = new();
    private volatile ClientSession? _session;
    private CancellationTokenSource? _connecting;
    private Task? _disposal;

    /// <summary>Creates a client. It does not connect yet.</summary>
    /// <param name="options">The service and the user.</param>
    /// <param name="transport">
    /// The WebRTC stack that carries the calls; null for the default one, which the package Skapi.Rtc contains.
    /// </param>
    /// <param name="loggerFactory">
    /// Creates the logger; by default nothing is logged. Tokens, addresses and message contents are never logged.
    /// </param>
    /// <param name="timeProvider">The clock; the system's by default.</param>
    /// <exception cref="SkapiException"><c>INVALID_PARAMETER</c>: an option is missing or wrong.</exception>
    /// <exception cref="InvalidOperationException">There is no transport, and the app does not have the package Skapi.Rtc.</exception>
    public SkapiClient(
        SkapiClientOptions options,
        IRtcTransport? transport = null,
        ILoggerFactory? loggerFactory = null,
        TimeProvider? timeProvider = null)
        : this(options, transport, loggerFactory, timeProvider, new WebSocketFactory(options?.HttpHandler))
    {
    }

    internal SkapiClient(
        SkapiClientOptions options,
        IRtcTransport? transport,
        ILoggerFactory? loggerFactory,
        TimeProvider? timeProvider,
        IRealtimeSocketFactory sockets)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        transport ??= DefaultTransportPackage.CreateTransport();
        var loggers = loggerFactory ?? NullLoggerFactory.Instance;
        var logger = loggers.CreateLogger("Skapi.Rtc");
        var time = timeProvider ?? TimeProvider.System;
        _tokens = new TokenCache(options.Tokens!, time);
        _presence = new PresenceClient(
            new PresenceSettings
            {
                Endpoint = options.RecordEndpoint!,
                Service = options.Service,
                Owner = options.Owner,
                HttpHandler = options.HttpHandler,
            },
            _tokens);
        _status = new ConnectionStatus(logger);
        _sessions = new ClientSessionFactory(options, transport, sockets, _tokens, _status, _objects, loggers, logger, time);
        _status.Listen(change => StateChanged?.Invoke(this, change));
    }

    /// <summary>Raised when <see cref="State"/> changes: each change, in order, on a thread of the pool.</summary>
    public event EventHandler<RealtimeStateChangedEventArgs>? StateChanged;

    /// <summary>The state of the realtime connection.</summary>
    public RealtimeState State => _status.State;

    /// <summary>The user's id, or null while there is no realtime connection.</summary>
    public string? UserId => _session?.UserId;

    /// <summary>
    /// This connection's own id with its “cid:” prefix. It changes with a reconnect. Null while the connection is not open, or if the
    /// gateway does not tell it: this toolkit's gateway does, but Skapi's own does not.
    /// </summary>
    public string? Cid => _session?.Connection.Cid;

    /// <summary>Opens the realtime connection: Skapi's <c>connectRealtime()</c>.</summary>
    /// <remarks>
    /// A gateway that cannot be reached for the moment is tried again as <see cref="SkapiClientOptions.Reconnect"/> says, with an event
    /// <c>reconnect</c> before each further attempt. Wrong settings and refused tokens fail at once.
    /// </remarks>
    /// <param name="handler">
    /// Receives every realtime event, in order. Null if the app reads <see cref="ReadRealtimeEventsAsync"/> instead.
    /// </param>
    /// <param name="cancellationToken">Cancels the connection attempt.</param>
    /// <exception cref="SkapiException">
    /// <c>INVALID_TOKEN</c>: the gateway refused the user, or there are no tokens; <c>INVALID_PARAMETER</c>: the access token is not a JSON
    /// Web Token of a user; <c>CONNECTION_FAILED</c>: the gateway could not be reached.
    /// </exception>
    /// <exception cref="InvalidOperationException">The connection is open already.</exception>
    /// <exception cref="OperationCanceledException">
    /// The attempt was cancelled: by the token, by closing, or by disposing the client.
    /// </exception>
    public async Task ConnectRealtimeAsync(Func<RealtimeEvent, Task>? handler, CancellationToken cancellationToken = default)
    {
        ThrowIfDisposed();
        using var attempt = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _disposing.Token);
        await _opening.WaitAsync(attempt.Token).ConfigureAwait(false);
        try
        {
            await EndLostSessionAsync().ConfigureAwait(false);
            Begin(attempt);
            _status.Set(RealtimeState.Connecting);
            (var session, var start) = await _sessions.OpenAsync(handler, attempt.Token).ConfigureAwait(false);

            // A handler may use the client from the first event on.
            _session = session;
            start();
        }
        finally
        {
            End(attempt);
            if (_session is null)
                _status.Set(RealtimeState.Disconnected);
            _opening.Release();
        }
    }

    /// <inheritdoc cref="ConnectRealtimeAsync(Func{RealtimeEvent, Task}?, CancellationToken)"/>
    public Task ConnectRealtimeAsync(Action<RealtimeEvent>? handler = null, CancellationToken cancellationToken = default) =>
        ConnectRealtimeAsync(Handlers.ToAsync(handler), cancellationToken);

    /// <summary>
    /// The realtime events until the connection is closed, for an app that passed no handler. They begin with the first event; if more than
    /// 256 were raised before anyone read them, with the last 256.
    /// </summary>
    /// <exception cref="InvalidOperationException">There is no realtime connection.</exception>
    public IAsyncEnumerable<RealtimeEvent> ReadRealtimeEventsAsync(CancellationToken cancellationToken = default) =>
        Session.Events.ReadAllAsync(cancellationToken);

    /// <summary>
    /// Ends every call, leaves the group and closes the realtime connection: Skapi's <c>closeRealtime()</c>. It cancels a connection
    /// attempt, and does nothing without a connection.
    /// </summary>
    public async Task CloseRealtimeAsync(CancellationToken cancellationToken = default)
    {
        ThrowIfDisposed();
        CancelAttempt();
        await CloseAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Cancels what the client is doing, ends every call and closes the realtime connection. Afterwards every method throws
    /// <see cref="ObjectDisposedException"/>. Disposing again does nothing more.
    /// </summary>
    public ValueTask DisposeAsync()
    {
        lock (_gate)
            return new ValueTask(_disposal ??= DisposeCoreAsync());
    }

    private ClientSession Session
    {
        get
        {
            ThrowIfDisposed();
            return _session
                ?? throw new InvalidOperationException(
                    "There is no realtime connection. Execute ConnectRealtimeAsync() before this method.");
        }
    }

    private void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_disposing.IsCancellationRequested, this);

    private async Task DisposeCoreAsync()
    {
        await _disposing.CancelAsync().ConfigureAwait(false);
        await CloseAsync(CancellationToken.None).ConfigureAwait(false);
        _presence.Dispose();
        _tokens.Dispose();
        _status.End();
    }

    private async Task CloseAsync(CancellationToken cancellationToken)
    {
        await _opening.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_session is not { } session)
                return;

            _session = null;
            await session.CloseAsync().ConfigureAwait(false);
            _status.Set(RealtimeState.Disconnected);
        }
        finally
        {
            _opening.Release();
        }
    }

    private void Begin(CancellationTokenSource attempt)
    {
        lock (_gate)
            _connecting = attempt;
    }

    private void End(CancellationTokenSource attempt)
    {
        lock (_gate)
        {
            if (_connecting == attempt)
                _connecting = null;
        }
    }

    private void CancelAttempt()
    {
        // The callbacks run on the pool, so that none runs under the lock.
        lock (_gate)
            _ = _connecting?.CancelAsync();
    }

    /// <summary>Cleans up after a connection that was lost for good, so that connecting again is all that an app has to do.</summary>
    private async Task EndLostSessionAsync()
    {
        if (_session is not { } session)
            return;

        if (!session.Connection.HasEnded)
        {
            throw new InvalidOperationException(
                "The realtime connection is open already. Execute CloseRealtimeAsync() before connecting again.");
        }

        _session = null;
        await session.CloseAsync().ConfigureAwait(false);
    }
}
