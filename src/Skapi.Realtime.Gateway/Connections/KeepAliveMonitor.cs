using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Skapi.Realtime.Gateway.Configuration;

namespace Skapi.Realtime.Gateway.Connections;

/// <summary>
/// Pings the clients that are silent, and ends the connections of those that do not answer. One timer serves all connections, because
/// a timer of each connection wakes a thread each time. Safe for use by several threads.
/// </summary>
internal sealed class KeepAliveMonitor : IDisposable
{
    private readonly ConcurrentDictionary<FrameStream, Watch> _watches = new();
    private readonly int _checksToPing;
    private readonly int _checksToLose;
    private readonly ITimer _timer;

    public KeepAliveMonitor(IOptions<SkapiRealtimeOptions> options, TimeProvider time)
    {
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
            // Silence is counted in checks and not in time, because clients are not to blame if this process was paused.
            var silence = stream.WasHeard() || watch.Pump.IsHandling ? watch.Restart() : watch.Count();
            if (silence >= _checksToLose)
                watch.Pump.Lose();
            else if (silence >= _checksToPing)
                _ = PingAsync(stream, watch.Pump);
        }
    }

    private static async Task PingAsync(FrameStream stream, WebSocketPump pump)
    {
        try
        {
            await stream.PingAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (WebSocketPump.IsLoss(e))
        {
            pump.Lose();
        }
    }

    /// <summary>A connection, and for how many checks in a row its client was silent.</summary>
    private sealed class Watch(WebSocketPump pump)
    {
        private int _silence;

        public WebSocketPump Pump { get; } = pump;

        public int Count() => ++_silence;

        public int Restart() => _silence = 0;
    }
}
