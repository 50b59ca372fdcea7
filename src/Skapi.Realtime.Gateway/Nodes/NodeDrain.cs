using Microsoft.Extensions.Logging;
using Skapi.Realtime.Gateway.Connections;
using Skapi.Realtime.Gateway.Diagnostics;
using Skapi.Realtime.Gateway.Hosting;

namespace Skapi.Realtime.Gateway.Nodes;

/// <summary>
/// Closes the connections of a node while the backplane is away, so that their clients go to another node. It runs beside the ticks of the
/// node, because they notice that the backplane is back. Safe for use by several threads.
/// </summary>
internal sealed class NodeDrain(ConnectionDrain drain, ILogger logger)
{
    private readonly Lock _gate = new();
    private Action? _cancel;
    private Task _running = Task.CompletedTask;
    private bool _isStopped;

    /// <summary>Completes when nothing runs. Never fails.</summary>
    public Task Running
    {
        get
        {
            lock (_gate)
                return _running;
        }
    }

    /// <summary>Begins to close all connections, one after the other.</summary>
    public void Start()
    {
        lock (_gate)
        {
            if (_isStopped)
                return;
            _cancel?.Invoke();
            _running = RunAsync(_running);
        }
    }

    /// <summary>Leaves the connections open that are still open.</summary>
    public void Cancel()
    {
        lock (_gate)
            _cancel?.Invoke();
    }

    /// <summary>Cancels, for good. Completes when nothing runs any more, and never fails.</summary>
    public Task StopAsync()
    {
        lock (_gate)
        {
            _isStopped = true;
            _cancel?.Invoke();
            return _running;
        }
    }

    /// <summary>The caller has the lock until the first wait.</summary>
    private async Task RunAsync(Task before)
    {
        using var cancelling = new CancellationTokenSource();
        Action cancel = cancelling.Cancel;
        _cancel = cancel;
        await before.ConfigureAwait(false);
        try
        {
            await drain.CloseAllAsync(CloseReason.BackplaneAway, cancelling.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancelling.IsCancellationRequested)
        {
            // The backplane is back, or the app stops.
        }
        catch (Exception e)
        {
            logger.ClosingFailed(e);
        }

        lock (_gate)
        {
            if (_cancel == cancel)
                _cancel = null;
        }
    }
}
