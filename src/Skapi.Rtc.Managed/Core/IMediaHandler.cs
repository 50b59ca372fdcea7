namespace Skapi.Rtc.Managed.Core;

/// <summary>Receives the media of the other side, decrypted and verified, and sends over <see cref="IMediaTransport"/>.</summary>
internal interface IMediaHandler
{
    /// <summary>When <see cref="HandleTimeout"/> is due, or null if nothing waits.</summary>
    TimeSpan? NextTimeout { get; }

    /// <summary>Media can be sent from now on.</summary>
    void OnReady(TimeSpan now);

    /// <summary>Handles an RTP packet. It is valid during the call only.</summary>
    void HandleRtp(ReadOnlySpan<byte> packet, TimeSpan now);

    /// <summary>Handles a compound RTCP packet. It is valid during the call only.</summary>
    void HandleRtcp(ReadOnlySpan<byte> packet, TimeSpan now);

    /// <summary>Handles the timers that are due.</summary>
    void HandleTimeout(TimeSpan now);

    /// <summary>Tells the other side that this side's media end.</summary>
    void Close();
}
