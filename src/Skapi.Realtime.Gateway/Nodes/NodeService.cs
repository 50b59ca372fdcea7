using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Skapi.Realtime.Gateway.App;
using Skapi.Realtime.Gateway.Diagnostics;
using Skapi.Realtime.Gateway.Hosting;

namespace Skapi.Realtime.Gateway.Nodes;

/// <summary>
/// Starts the node with the app, calls its ticks, closes its connections when the backplane is away for too long, and ends its lease when
/// the app has stopped.
/// </summary>
internal sealed class NodeService(
    NodeRelay relay, IBackplane backplane, NodeOptions options, ConnectionDrain drain, TimeProvider time, ILogger<NodeService> logger)
    : BackgroundService
{
    private readonly NodeDrain _closing = new(drain, logger);
    private volatile TaskCompletionSource _requested = NewRequest();
    private ITimer? _beats;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        relay.Lease.TickRequested = RequestTick;
        relay.Lease.GracePeriodEnded = _closing.Start;
        relay.Lease.BackplaneReturned = _closing.Cancel;
        await backplane.StartAsync(relay.Inbox, cancellationToken).ConfigureAwait(false);
        await relay.Lease.RegisterAsync().ConfigureAwait(false);
        _beats = time.CreateTimer(_ => relay.Beat(), null, NodeRelay.BeatInterval, NodeRelay.BeatInterval);
        await base.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken).ConfigureAwait(false);
        // The app closes its connections anyway when it stops.
        await _closing.StopAsync().ConfigureAwait(false);
        try
        {
            await backplane.UnregisterAsync().ConfigureAwait(false);
        }
        catch (BackplaneException e)
        {
            // The lease expires by itself.
            logger.BackplaneFailed(e);
        }
    }

    public override void Dispose()
    {
        _beats?.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            _requested = NewRequest();
            try
            {
                await relay.Lease.TickAsync().ConfigureAwait(false);
            }
            catch (Exception e)
            {
                // A node that stops renewing its lease would be taken for dead while it serves its clients.
                logger.NodeTickFailed(e);
            }

            try
            {
                await _requested.Task.WaitAsync(options.RenewInterval, time, stoppingToken).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                // The regular tick.
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private void RequestTick() => _requested.TrySetResult();

    private static TaskCompletionSource NewRequest() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
