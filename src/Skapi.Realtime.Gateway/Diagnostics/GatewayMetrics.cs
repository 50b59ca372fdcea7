using System.Diagnostics.Metrics;
using Skapi.Protocol;

namespace Skapi.Realtime.Gateway.Diagnostics;

/// <summary>The metrics of the gateway, in the meter <see cref="MeterName"/>.</summary>
internal sealed class GatewayMetrics
{
    /// <summary>The name of the meter.</summary>
    public const string MeterName = "Skapi.Realtime.Gateway";

    private readonly UpDownCounter<long> _connections;
    private readonly Counter<long> _connectionsRefused;
    private readonly Counter<long> _received;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _sent;
    private readonly Counter<long> _suppressed;
    private readonly Counter<long> _slow;
    private readonly Counter<long> _flooded;

    public GatewayMetrics(IMeterFactory factory)
    {
        var meter = factory.Create(MeterName);
        _connections = meter.CreateUpDownCounter<long>("skapi.gateway.connections", "{connection}", "Open connections.");
        _connectionsRefused = meter.CreateCounter<long>(
            "skapi.gateway.connections.refused", "{connection}", "Connection attempts that were refused.");
        _received = meter.CreateCounter<long>("skapi.gateway.frames.received", "{frame}", "Frames from clients, by action.");
        _refused = meter.CreateCounter<long>(
            "skapi.gateway.frames.refused", "{frame}", "Frames that were answered with an error instead of being handled, by code.");
        _sent = meter.CreateCounter<long>("skapi.gateway.frames.sent", "{frame}", "Frames put into queues, one for each recipient.");
        _suppressed = meter.CreateCounter<long>(
            "skapi.gateway.notices.suppressed", "{frame}", "Notices that were not sent because of the limit, one for each recipient.");
        _slow = meter.CreateCounter<long>(
            "skapi.gateway.connections.slow", "{connection}", "Connections that were ended because they read too slowly.");
        _flooded = meter.CreateCounter<long>(
            "skapi.gateway.connections.flooded", "{connection}", "Connections that were ended because they sent too much.");
    }

    public void ConnectionOpened() => _connections.Add(1);

    public void ConnectionClosed() => _connections.Add(-1);

    public void ConnectionRefused() => _connectionsRefused.Add(1);

    // An unknown action is not used as a tag value, because clients could create any number of series with it.
    public void FrameReceived(ClientFrame frame) =>
        _received.Add(1, new KeyValuePair<string, object?>("action", frame is ClientFrame.Unknown ? "unknown" : frame.Action));

    public void FrameRefused(string code) => _refused.Add(1, new KeyValuePair<string, object?>("code", code));

    public void FramesSent(int count) => _sent.Add(count);

    public void NoticesSuppressed(int count) => _suppressed.Add(count);

    public void SlowConsumer() => _slow.Add(1);

    public void ClientFlooded() => _flooded.Add(1);
}
