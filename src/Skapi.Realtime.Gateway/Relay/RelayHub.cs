using System.Collections.Immutable;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Skapi.Protocol;
using Skapi.Realtime.Gateway.Configuration;
using Skapi.Realtime.Gateway.Connections;
using Skapi.Realtime.Gateway.Diagnostics;
using Skapi.Realtime.Gateway.Frames;
using Skapi.Realtime.Gateway.Tokens;

namespace Skapi.Realtime.Gateway.Relay;

/// <summary>
/// The relay that every connection of a gateway shares: it lets one input at a time into <see cref="RelayState"/> and hands what
/// comes out to the connections' queues in that order. Nothing in here waits, so that no client can hold up another.
/// </summary>
internal sealed class RelayHub
{
    private readonly Lock _gate = new();
    private readonly RelayState _state;
    private readonly Queue<Delivery> _outbox = new();
    private readonly GatewayMetrics _metrics;
    private readonly ILogger<RelayHub> _logger;
    private bool _stopping;

    public RelayHub(IOptions<SkapiRealtimeOptions> options, IHostApplicationLifetime lifetime, GatewayMetrics metrics, ILogger<RelayHub> logger)
    {
        _state = new RelayState(options.Value);
        _metrics = metrics;
        _logger = logger;
        // The web server waits at its shutdown for every request to end, and a connection is a request.
        lifetime.ApplicationStopping.Register(Stop);
    }

    /// <summary>Lets a connection in.</summary>
    public Admission Open(Connection connection)
    {
        lock (_gate)
        {
            if (_stopping)
                return Admission.Stopping;
            if (!_state.TryOpen(connection))
                return Admission.TooManyConnections;
        }

        _metrics.ConnectionOpened();
        return Admission.Admitted;
    }

    /// <summary>Takes a connection out and tells its group.</summary>
    public void Close(Connection connection)
    {
        lock (_gate)
        {
            _state.Close(connection, _outbox);
            Deliver();
        }
    }

    /// <summary>Acts on a frame of a connection.</summary>
    public void Handle(Connection sender, ClientFrame frame)
    {
        lock (_gate)
        {
            _state.Handle(sender, frame, _outbox);
            Deliver();
        }
    }

    /// <summary>Sends one connection a frame of the gateway's own, in order with what the relay sends it.</summary>
    public void Reply(Connection recipient, GatewayFrame frame)
    {
        lock (_gate)
        {
            _outbox.Enqueue(new Delivery(frame, [recipient]));
            Deliver();
        }
    }

    public ImmutableArray<Member> MembersOf(ServiceScope scope, string group)
    {
        lock (_gate)
            return _state.MembersOf(scope, group);
    }

    public ImmutableArray<GroupSize> GroupsOf(ServiceScope scope)
    {
        lock (_gate)
            return _state.GroupsOf(scope);
    }

    private void Deliver()
    {
        while (_outbox.TryDequeue(out var delivery))
        {
            var text = GatewayFrames.ToWire(delivery.Frame);
            foreach (var recipient in delivery.Recipients)
            {
                if (recipient.Queue.TryEnqueue(text))
                    continue;
                // The queue has closed itself, and whoever runs the connection takes it out.
                _metrics.SlowConsumer();
                _logger.SlowConsumer(recipient.Cid);
            }

            _metrics.FramesSent(delivery.Recipients.Length);
        }
    }

    private void Stop()
    {
        lock (_gate)
        {
            _stopping = true;
            foreach (var connection in _state.Connections)
                connection.Queue.Complete(CloseReason.ShuttingDown);
        }
    }
}
