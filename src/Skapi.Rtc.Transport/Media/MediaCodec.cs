namespace Skapi.Rtc.Media;

/// <summary>How a frame is encoded.</summary>
public enum MediaCodec
{
    /// <summary>VP8 (RFC 6386; RTP payload RFC 7741).</summary>
    Vp8,

    /// <summary>H.264 (RTP payload RFC 6184).</summary>
    H264,

    /// <summary>Opus (RFC 6716; RTP payload RFC 7587).</summary>
    Opus,

    /// <summary>G.711 µ-law (RTP payload RFC 3551).</summary>
    Pcmu,

    /// <summary>G.711 A-law (RTP payload RFC 3551).</summary>
    Pcma,

    /// <summary>VP9 (RTP payload RFC 9628).</summary>
    Vp9,
}
