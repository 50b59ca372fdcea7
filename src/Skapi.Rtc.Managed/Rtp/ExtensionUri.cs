namespace Skapi.Rtc.Managed.Rtp;

/// <summary>The URIs of the RTP header extensions that this side knows.</summary>
internal static class ExtensionUri
{
    /// <summary>The media section of a packet (RFC 9143, section 14.3).</summary>
    public const string Mid = "urn:ietf:params:rtp-hdrext:sdes:mid";

    /// <summary>The encoding of the track that a packet belongs to (RFC 8852, section 4.1).</summary>
    public const string Rid = "urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id";

    /// <summary>The encoding of the track that a packet which is sent again belongs to (RFC 8852, section 4.2).</summary>
    public const string RepairedRid = "urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id";

    /// <summary>The sequence number over all sources (draft-holmer-rmcat-transport-wide-cc-extensions-01, section 2).</summary>
    public const string TransportSequence = "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01";
}
