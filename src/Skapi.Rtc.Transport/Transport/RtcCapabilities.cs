namespace Skapi.Rtc.Transport;

/// <summary>What a transport can do beyond connecting and reliable, ordered data channels.</summary>
/// <remarks>An operation whose capability is off throws a <see cref="SkapiException"/> with <c>NOT_SUPPORTED</c>.</remarks>
[Flags]
public enum RtcCapabilities
{
    /// <summary>Only the required operations.</summary>
    None = 0,

    /// <summary>Data channels with <c>ordered: false</c> (RFC 8832).</summary>
    UnorderedChannels = 1 << 0,

    /// <summary>Data channels with <c>maxRetransmits</c> or <c>maxPacketLifeTime</c> (RFC 3758).</summary>
    PartialReliability = 1 << 1,

    /// <summary>New ICE credentials on a live peer connection (RFC 8839, section 4.4.1.1.1).</summary>
    IceRestart = 1 << 2,

    /// <summary>Encoding and decoding sound: raw frames go in and come out.</summary>
    RawAudio = 1 << 3,

    /// <summary>Encoded frames go in and come out.</summary>
    EncodedMedia = 1 << 4,

    /// <summary>Cameras and microphones.</summary>
    Devices = 1 << 5,

    /// <summary>Recording received media into a file: the transport's peers implement <see cref="IRtcRecorder"/>.</summary>
    Recording = 1 << 6,

    /// <summary>Adding media to a peer connection that is connected already.</summary>
    Renegotiation = 1 << 7,

    /// <summary><see cref="IceTransportPolicy.Relay"/>: only relayed candidates are used.</summary>
    RelayOnly = 1 << 8,

    /// <summary><see cref="IRtcPeer.GetStatsAsync"/>.</summary>
    Statistics = 1 << 9,

    /// <summary><see cref="IRtcPeer.ReplaceAudioAsync"/> and <see cref="IRtcPeer.ReplaceVideoAsync"/>.</summary>
    ReplaceableSources = 1 << 10,

    /// <summary>
    /// Key-frame requests (RFC 4585, section 6.3.1): <see cref="Media.IRemoteTrack.RequestKeyFrame"/> sends one, and one that arrives
    /// raises
    /// <see cref="Media.EncodedFeed.KeyFrameRequested"/>.
    /// </summary>
    KeyFrameRequests = 1 << 11,

    /// <summary>
    /// Backpressure on received messages: while a receiver is busy, the other side's <see cref="IRtcDataChannel.BufferedAmount"/> grows
    /// instead of this side's memory. Without it, see the limit in <see cref="IDataChannelReceiver"/>.
    /// </summary>
    Backpressure = 1 << 12,

    /// <summary>Encoding and decoding pictures: raw frames go in and come out.</summary>
    RawVideo = 1 << 13,

    /// <summary>
    /// The rate of media follows what the path carries: <see cref="Media.EncodedFeed.TargetBitrate"/> and
    /// <see cref="Statistics.CandidatePairStats.AvailableOutgoingBitrate"/> have a value while media are sent to a side that reports when
    /// packets arrive.
    /// </summary>
    BandwidthEstimation = 1 << 14,
}
