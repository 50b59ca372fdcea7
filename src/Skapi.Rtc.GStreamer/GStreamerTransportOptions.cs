namespace Skapi.Rtc.GStreamer;

/// <summary>The settings of the GStreamer transport.</summary>
public sealed class GStreamerTransportOptions
{
    /// <summary>How long media packets that are late or out of order are waited for. 100 ms by default.</summary>
    public TimeSpan JitterBuffer { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// How long disposing a peer waits until the other side confirms that its data channels are closed. 500 ms by default.
    /// </summary>
    public TimeSpan CloseTimeout { get; set; } = TimeSpan.FromMilliseconds(500);
}
