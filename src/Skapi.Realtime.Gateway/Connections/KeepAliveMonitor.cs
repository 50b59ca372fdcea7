using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Skapi.Realtime.Gateway.Configuration;
using Skapi.Realtime.Gateway.Diagnostics;

namespace Skapi.Realtime.Gateway.Connections;

/// <summary>
/// Pings the clients that are silent, and ends the connections of those that do not answer. One timer serves all connections, because
/// a timer of each connection wakes a thread each time. Safe for use by several threads.
/// </summary>
internal sealed class KeepAliveMonitor : IDisposable
{
    /// <summary>How many times as long a client may be silent while nothing is read from it, because the app handles something.</summary>
    public const int HandlingFactor = 10;

    private readonly ConcurrentDictionary<FrameStream, Watch> _watches = new();
    private readonly int _checksToPing;
    private readonly int _checksToLose;
    private readonly ILogger<KeepAliveMonitor> _logger;
    private readonly ITimer _timer;

    public KeepAliveMonitor(IOptions<SkapiRealtimeOptions> options, TimeProvider time, ILogger<KeepAliveMonitor> logger)
    {
        _logger = logger;
        var (interval, timeout) = KeepAlive.ForSocket(options.Value.KeepAliveInterval, options.Value.KeepAliveTimeout);
        var period = KeepAlive.PeriodOf(interval, timeout);
        _checksToPing = (int)Math.Ceiling(interval / period);
        _checksToLose = (int)Math.Ceiling((interval + timeout) / period);
        _timer = time.CreateTimer(static monitor => ((KeepAliveMonitor)monitor!).Check(), this, period, period);
    }

    /// <summary>Watches a connection until it is removed.</summary>
    public void Add(FrameStream stream, WebSocketPump pump) => _watches[stream] = new Watch(pump);

    /// <summary>Watches a connection no longer.</summary>
    public void Remove(FrameStream stream) => _watches.TryRemove(stream, out _);

    public void Dispose() => _timer.Dispose();

    private void Check()
    {
        foreach (var (stream, watch) in _watches)
        {
            try
            {
                Check(stream, watch);
            }
            catch (Exception e)
            {
                // An exception in a timer ends the process. The other connections are still checked.
                _logger.KeepAliveFailed(e);
            }
        }
    }

    private void Check(FrameStream stream, Watch watch)
    {
        // Silence is counted in checks and not in time, because clients are not to blame if this process was paused.
        watch.Count(stream.WasHeard());
        if (watch.Silence >= _checksToLose || watch.SilenceWhileHandling >= HandlingFactor * _checksToLose)
            watch.Pump.Lose();
        else if (watch.Silence >= _checksToPing || (watch.SilenceWhileHandling > 0 && watch.SilenceWhileHandling % _checksToPing == 0))
            _ = PingAsync(stream, watch.Pump);
    }

    private async Task PingAsync(FrameStream stream, WebSocketPump pump)
    {
        try
        {
            await stream.PingAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (WebSocketPump.IsLoss(e))
        {
            pump.Lose();
        }
        catch (Exception e)
        {
            _logger.KeepAliveFailed(e);
        }
    }

    /// <summary>A connection, and for how many checks in a row its client was silent.</summary>
    private sealed class Watch(WebSocketPump pump)
    {
        public WebSocketPump Pump { get; } = pump;

        /// <summary>Checks at which the client was silent although it was read from.</summary>
        public int Silence { get; private set; }

        /// <summary>Checks at which nothing was read, because the app handles something. The client's answers are not seen.</summary>
        public int SilenceWhileHandling { get; private set; }

        public void Count(bool wasHeard)
        {
            var isHandling = Pump.IsHandling;
            Silence = wasHeard || isHandling ? 0 : Silence + 1;
            SilenceWhileHandling = isHandling && !wasHeard ? SilenceWhileHandling + 1 : 0;
        }
    }
}
