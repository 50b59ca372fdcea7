namespace Skapi.Rtc.Managed.Rtp;

/// <summary>The URIs of the RTP header extensions that this side knows.</summary>
internal static class ExtensionUri
{
    /// <summary>The media section of a packet (RFC 9143, section 14.3).</summary>
    public const string Mid = "urn:ietf:params:rtp-hdrext:sdes:mid";
}
