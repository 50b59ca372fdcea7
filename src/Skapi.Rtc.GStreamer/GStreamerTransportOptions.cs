using Microsoft.Extensions.Logging;

namespace Skapi.Rtc.GStreamer;

/// <summary>How the GStreamer transport works.</summary>
public sealed class GStreamerTransportOptions
{
    /// <summary>Where errors on GStreamer's threads are written; null writes none.</summary>
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>The clock of the time-outs.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>For how long a media packet that comes late or out of order is waited for. 100 ms by default.</summary>
    public TimeSpan JitterBuffer { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>For how long disposing a peer waits for the other side to confirm that its data channels are closed. 500 ms by default.</summary>
    public TimeSpan CloseTimeout { get; set; } = TimeSpan.FromMilliseconds(500);
}
