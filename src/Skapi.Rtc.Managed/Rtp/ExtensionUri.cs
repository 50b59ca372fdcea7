namespace Skapi.Rtc.Managed.Rtp;

/// <summary>The URIs of the RTP header extensions that this side knows.</summary>
internal static class ExtensionUri
{
    /// <summary>The media section of a packet (RFC 9143, section 14.3).</summary>
    public const string Mid = "urn:ietf:params:rtp-hdrext:sdes:mid";

    /// <summary>The layer of a source (RFC 8852, section 5).</summary>
    public const string Rid = "urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id";

    /// <summary>The layer of a packet that is sent again (RFC 8852, section 5).</summary>
    public const string RepairedRid = "urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id";

    /// <summary>A number among all packets of the transport (draft-holmer-rmcat-transport-wide-cc-extensions-01, section 2).</summary>
    public const string TransportSequence = "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01";
}
