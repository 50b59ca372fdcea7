namespace Skapi.Rtc.Managed.Rtcp;

/// <summary>The kinds of feedback that this side knows: the number in the header of an RTCP packet.</summary>
internal static class FeedbackFormat
{
    /// <summary>Packets are missing (RFC 4585, section 6.2.1), in <see cref="RtcpType.TransportFeedback"/>.</summary>
    public const int Nack = 1;

    /// <summary>
    /// When packets of all sources arrived (draft-holmer-rmcat-transport-wide-cc-extensions-01, section 3.1), in
    /// <see cref="RtcpType.TransportFeedback"/>.
    /// </summary>
    public const int TransportWide = 15;

    /// <summary>A picture was lost (RFC 4585, section 6.3.1), in <see cref="RtcpType.PayloadFeedback"/>.</summary>
    public const int PictureLoss = 1;

    /// <summary>A key frame is needed (RFC 5104, section 4.3.1), in <see cref="RtcpType.PayloadFeedback"/>.</summary>
    public const int FullIntraRequest = 4;

    /// <summary>
    /// A message of an application (RFC 4585, section 6.4), such as <see cref="ReceiverEstimate"/>, in
    /// <see cref="RtcpType.PayloadFeedback"/>.
    /// </summary>
    public const int Application = 15;
}
