namespace Skapi.Rtc.Transport;

/// <summary>What a WebRTC stack can do beyond connecting and reliable, ordered data channels.</summary>
[Flags]
public enum RtcCapabilities
{
    /// <summary>Nothing beyond the least.</summary>
    None = 0,

    /// <summary>Data channels with <c>ordered: false</c> (RFC 8832).</summary>
    UnorderedChannels = 1 << 0,

    /// <summary>Data channels with <c>maxRetransmits</c> or <c>maxPacketLifeTime</c> (RFC 3758).</summary>
    PartialReliability = 1 << 1,

    /// <summary>New ICE credentials on a live peer connection (RFC 8839, section 4.4.1.1.1).</summary>
    IceRestart = 1 << 2,

    /// <summary>Encoding and decoding: raw frames go in and come out.</summary>
    RawMedia = 1 << 3,

    /// <summary>Encoded frames go in and come out.</summary>
    EncodedMedia = 1 << 4,

    /// <summary>Cameras and microphones.</summary>
    Devices = 1 << 5,

    /// <summary>Recording what arrives into a file.</summary>
    Recording = 1 << 6,

    /// <summary>Adding media to a peer connection that is connected already.</summary>
    Renegotiation = 1 << 7,
}
