using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Skapi.Realtime.Gateway.Configuration;
using Skapi.Realtime.Gateway.Connections;
using Skapi.Realtime.Gateway.Diagnostics;

namespace Skapi.Realtime.Gateway.Hosting;

/// <summary>
/// Closes the connections of this process when the app stops, or when they have to go elsewhere. They are closed one after the other, in
/// a random order, because clients that all come back at the same moment would overload the gateway that takes them. Safe for use by
/// several threads.
/// </summary>
internal sealed class ConnectionDrain
{
    /// <summary>The time between two closes, unless that would take longer than the options allow.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(2);

    /// <summary>How often a drain looks at the clock.</summary>
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(20);

    private readonly Lock _gate = new();
    private readonly HashSet<Connection> _open = [];
    private readonly TimeSpan _maxTime;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private bool _stopping;

    public ConnectionDrain(
        IOptions<SkapiRealtimeOptions> options, TimeProvider time, IHostApplicationLifetime lifetime, ILogger<ConnectionDrain> logger)
    {
        _logger = logger;
        _maxTime = options.Value.DrainTime;
        _time = time;
        // The web server waits at its shutdown for every request to end, and a connection is a request.
        lifetime.ApplicationStopping.Register(Stop);
    }

    /// <summary>Adds a connection.</summary>
    /// <returns>False if the app stops.</returns>
    public bool TryAdd(Connection connection)
    {
        lock (_gate)
            return !_stopping && _open.Add(connection);
    }

    /// <summary>Removes a connection that has ended.</summary>
    public void Remove(Connection connection)
    {
        lock (_gate)
            _open.Remove(connection);
    }

    /// <summary>Closes every connection that is open now. Completes when the last one has been told to close.</summary>
    /// <param name="reason">The reason.</param>
    /// <param name="cancellationToken">Leaves the others open.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async Task CloseAllAsync(CloseReason reason, CancellationToken cancellationToken = default)
    {
        Connection[] connections;
        lock (_gate)
            connections = [.. _open];
        Random.Shared.Shuffle(connections);
        var wanted = Pause * connections.Length;
        var duration = wanted < _maxTime ? wanted : _maxTime;
        var start = _time.GetTimestamp();
        for (var closed = 0; closed < connections.Length; closed++)
        {
            var due = duration * ((double)closed / connections.Length);
            while (due - _time.GetElapsedTime(start) >= Tick)
                await Task.Delay(Tick, _time, cancellationToken).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            connections[closed].Queue.Complete(reason);
        }
    }

    private void Stop()
    {
        lock (_gate)
            _stopping = true;
        // The server waits for the connections themselves.
        _ = CloseForShutdownAsync();
    }

    private async Task CloseForShutdownAsync()
    {
        try
        {
            await CloseAllAsync(CloseReason.ShuttingDown).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            _logger.ClosingFailed(e);
        }
    }
}
