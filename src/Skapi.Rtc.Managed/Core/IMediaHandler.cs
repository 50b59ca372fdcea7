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

    /// <summary>Data of data channels are sent over the same path.</summary>
    /// <param name="bytes">The number of bytes of the datagram.</param>
    /// <param name="now">The current time.</param>
    void OnDataSent(int bytes, TimeSpan now);

    /// <summary>Packets take another path from now on.</summary>
    void OnPathChanged();

    /// <summary>How much data channels may send now.</summary>
    /// <param name="isWaiting">Whether data wait.</param>
    /// <param name="now">The current time.</param>
    /// <returns>Null without a limit, because no media are sent.</returns>
    DataLimit? LimitData(bool isWaiting, TimeSpan now);

    /// <summary>Tells the other side that this side's media end.</summary>
    void Close();
}
