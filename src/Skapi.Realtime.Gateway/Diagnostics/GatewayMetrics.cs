using System.Diagnostics.Metrics;
using Skapi.Protocol;

namespace Skapi.Realtime.Gateway.Diagnostics;

/// <summary>The gateway's meters, under the name <see cref="MeterName"/>.</summary>
internal sealed class GatewayMetrics
{
    /// <summary>The name of the meter.</summary>
    public const string MeterName = "Skapi.Realtime.Gateway";

    private readonly UpDownCounter<long> _connections;
    private readonly Counter<long> _received;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _sent;
    private readonly Counter<long> _slow;

    public GatewayMetrics(IMeterFactory factory)
    {
        var meter = factory.Create(MeterName);
        _connections = meter.CreateUpDownCounter<long>("skapi.gateway.connections", "{connection}", "Connections that are open.");
        _received = meter.CreateCounter<long>("skapi.gateway.frames.received", "{frame}", "Frames of clients, by action.");
        _refused = meter.CreateCounter<long>("skapi.gateway.frames.refused", "{frame}", "Frames that were answered by an error before they were acted on, by code.");
        _sent = meter.CreateCounter<long>("skapi.gateway.frames.sent", "{frame}", "Frames handed to connections, one a recipient.");
        _slow = meter.CreateCounter<long>("skapi.gateway.connections.slow", "{connection}", "Connections ended because they read too slowly.");
    }

    public void ConnectionOpened() => _connections.Add(1);

    public void ConnectionClosed() => _connections.Add(-1);

    // An action of a client's own making is no tag value: it would make as many series as there are texts.
    public void FrameReceived(ClientFrame frame) =>
        _received.Add(1, new KeyValuePair<string, object?>("action", frame is ClientFrame.Unknown ? "unknown" : frame.Action));

    public void FrameRefused(string code) => _refused.Add(1, new KeyValuePair<string, object?>("code", code));

    public void FramesSent(int count) => _sent.Add(count);

    public void SlowConsumer() => _slow.Add(1);
}
