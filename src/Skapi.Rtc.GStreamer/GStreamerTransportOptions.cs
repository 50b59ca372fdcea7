namespace Skapi.Rtc.GStreamer;

/// <summary>How the GStreamer transport works.</summary>
public sealed class GStreamerTransportOptions
{
    /// <summary>For how long a media packet that comes late or out of order is waited for. 100 ms by default.</summary>
    public TimeSpan JitterBuffer { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>For how long disposing a peer waits for the other side to confirm that its data channels are closed. 500 ms by default.</summary>
    public TimeSpan CloseTimeout { get; set; } = TimeSpan.FromMilliseconds(500);
}
