using Skapi.Rtc.Media;
using Skapi.Rtc.Rtp;

namespace Skapi.Rtc.Managed.Media;

/// <summary>A format that a media section allows: a codec, its payload type, and the feedback that goes with it.</summary>
/// <param name="Format">How the codec travels in RTP.</param>
/// <param name="PayloadType">The payload type in this section.</param>
/// <param name="Parameters">The parameters in <c>a=fmtp</c>, or empty for none.</param>
internal sealed record MediaFormat(RtpFormat Format, byte PayloadType, string Parameters)
{
    /// <summary>The codec.</summary>
    public MediaCodec Codec => Format.Codec;

    /// <summary>Whether missing packets are requested (RFC 4585).</summary>
    public bool HasNack { get; init; }

    /// <summary>Whether the loss of a picture is reported (RFC 4585).</summary>
    public bool HasPictureLoss { get; init; }

    /// <summary>Whether a key frame can be requested (RFC 5104).</summary>
    public bool HasFullIntraRequest { get; init; }

    /// <summary>Whether the arrival of every packet is reported (transport-wide congestion control).</summary>
    public bool HasTransportFeedback { get; init; }

    /// <summary>Whether the side that receives says how much it wants (REMB, draft-alvestrand-rmcat-remb-03).</summary>
    public bool HasReceiverEstimate { get; init; }

    /// <summary>The payload type of packets that are sent again (RFC 4588), or null if they have no stream of their own.</summary>
    public byte? RetransmissionType { get; init; }
}
