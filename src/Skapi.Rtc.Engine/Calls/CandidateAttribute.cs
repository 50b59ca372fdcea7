namespace Skapi.Rtc.Calls;

/// <summary>Reads the candidate attribute of SDP (RFC 8839, section 5.1).</summary>
internal static class CandidateAttribute
{
    /// <summary>The transport protocol, in lower case as W3C WebRTC's RTCIceProtocol has it; null where the attribute has none.</summary>
    public static string? ProtocolOf(string candidate)
    {
        // candidate:<foundation> <component-id> <transport> …
        var rest = candidate.AsSpan();
        for (var field = 0; field < 2; field++)
        {
            var space = rest.IndexOf(' ');
            if (space < 0)
                return null;

            rest = rest[(space + 1)..];
        }

        var end = rest.IndexOf(' ');
        var protocol = end < 0 ? rest : rest[..end];
        return protocol.Equals("udp", StringComparison.OrdinalIgnoreCase) ? "udp"
            : protocol.Equals("tcp", StringComparison.OrdinalIgnoreCase) ? "tcp"
            : null;
    }
}
