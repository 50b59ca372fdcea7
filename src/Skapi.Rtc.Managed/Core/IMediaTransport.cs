namespace Skapi.Rtc.Managed.Core;

/// <summary>Protects media and sends them to the other side.</summary>
internal interface IMediaTransport
{
    /// <summary>Whether media can be sent. Otherwise packets are dropped.</summary>
    bool IsReady { get; }

    /// <summary>The maximum number of bytes that protection adds to a packet.</summary>
    int Overhead { get; }

    /// <summary>The latest round-trip time, or null before it is known.</summary>
    TimeSpan? RoundTripTime { get; }

    /// <summary>Sends an RTP packet.</summary>
    /// <param name="buffer">The packet, followed by room for <see cref="Overhead"/> bytes. It is encrypted in place.</param>
    /// <param name="length">The number of bytes of the packet.</param>
    void SendRtp(Span<byte> buffer, int length);

    /// <summary>Sends a compound RTCP packet.</summary>
    /// <param name="buffer">The packet, followed by room for <see cref="Overhead"/> bytes. It is encrypted in place.</param>
    /// <param name="length">The number of bytes of the packet.</param>
    void SendRtcp(Span<byte> buffer, int length);
}
