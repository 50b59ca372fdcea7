namespace Skapi.Rtc.Managed.Sctp.Sending;

/// <summary>What an acknowledgement tells.</summary>
internal struct AckResult
{
    /// <summary>The number of bytes that it acknowledges for the first time.</summary>
    public long AcknowledgedBytes;

    /// <summary>The round-trip time of the latest fragment that was sent once, or null if it acknowledges none.</summary>
    public TimeSpan? RoundTrip;
}
