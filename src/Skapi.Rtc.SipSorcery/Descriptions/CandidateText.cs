using System.Net;
using Skapi.Rtc.Ice;

namespace Skapi.Rtc.SipSorcery.Descriptions;

/// <summary>Checks the other side's candidates before the stack sees them.</summary>
internal static class CandidateText
{
    /// <summary>Whether the stack can use a candidate: it supports UDP only, and resolves mDNS names but no others.</summary>
    /// <exception cref="SkapiException"><c>INVALID_PARAMETER</c>: the candidate is invalid.</exception>
    public static bool IsUsable(string candidate)
    {
        var line = CandidateLine.Parse(candidate);
        return line is { Protocol: "udp", Component: 1 }
            && (IPAddress.TryParse(line.Address, out _) || line.Address.EndsWith(".local", StringComparison.OrdinalIgnoreCase));
    }
}
