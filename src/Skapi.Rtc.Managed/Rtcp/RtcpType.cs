namespace Skapi.Rtc.Managed.Rtcp;

/// <summary>The types of RTCP packets that this side knows.</summary>
internal enum RtcpType : byte
{
    /// <summary>A sender report (RFC 3550, section 6.4.1).</summary>
    SenderReport = 200,

    /// <summary>A receiver report (RFC 3550, section 6.4.2).</summary>
    ReceiverReport = 201,

    /// <summary>The description of sources (RFC 3550, section 6.5).</summary>
    SourceDescription = 202,

    /// <summary>Sources that have ended (RFC 3550, section 6.6).</summary>
    Goodbye = 203,

    /// <summary>Feedback about packets (RFC 4585, section 6.2).</summary>
    TransportFeedback = 205,

    /// <summary>Feedback about pictures (RFC 4585, section 6.3).</summary>
    PayloadFeedback = 206,
}
