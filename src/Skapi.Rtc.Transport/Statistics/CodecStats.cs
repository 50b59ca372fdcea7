namespace Skapi.Rtc.Statistics;

/// <summary>The codec of an RTP stream (W3C WebRTC Statistics, RTCCodecStats).</summary>
/// <param name="MimeType">The media type, such as <c>audio/opus</c> or <c>video/VP8</c>.</param>
/// <param name="PayloadType">The RTP payload type.</param>
/// <param name="ClockRate">The clock rate of the RTP time stamps, in hertz.</param>
/// <param name="Channels">The number of audio channels, or null for video.</param>
public sealed record CodecStats(string MimeType, int PayloadType, int ClockRate, int? Channels = null);
