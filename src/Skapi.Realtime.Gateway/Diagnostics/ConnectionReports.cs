using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Skapi.Realtime.Gateway.Diagnostics;

/// <summary>Reports how attempts to connect end: as a metric, in the log, and in the trace of the attempt.</summary>
internal sealed class ConnectionReports(GatewayMetrics metrics, ILogger<ConnectionReports> logger)
{
    /// <summary>Reports that the gateway has refused a connection.</summary>
    /// <param name="reason">Why. It contains nothing that a user has written.</param>
    public void Refused(string reason)
    {
        metrics.ConnectionRefused();
        logger.ConnectionRefused(reason);
        if (Activity.Current is { } trace && trace.Source.Name == GatewayTraces.SourceName)
            trace.SetStatus(ActivityStatusCode.Error, reason);
    }
}
