using Skapi.Rtc.Ice;
using Skapi.Rtc.Managed.Ice;

namespace Skapi.Rtc.Managed.Negotiation;

/// <summary>The words for candidates in descriptions and statistics (RFC 8839, section 5.1; RFC 6544, section 4.5).</summary>
internal static class CandidateNames
{
    /// <summary>The extension that says which side opens the connection of a TCP candidate.</summary>
    public const string TcpType = "tcptype";

    private const string Passive = "passive";

    /// <summary>The transport protocol of a candidate.</summary>
    public static string ProtocolOf(Candidate candidate) => candidate.Role is null ? "udp" : "tcp";

    /// <summary>The value of <see cref="TcpType"/>; null for UDP.</summary>
    public static string? TcpTypeOf(Candidate candidate) => candidate.Role switch
    {
        StreamRole.Active => "active",
        StreamRole.Passive => Passive,
        _ => null,
    };

    /// <summary>Whether the other side accepts connections at a candidate. A side that opens them has no port to send to.</summary>
    public static bool IsPassive(CandidateLine line) =>
        line.Protocol == "tcp" && line.Extensions.GetValueOrDefault(TcpType) == Passive;

    /// <summary>The type of a candidate.</summary>
    public static string TypeOf(Candidate candidate) => candidate.Type switch
    {
        CandidateType.Host => "host",
        CandidateType.ServerReflexive => "srflx",
        CandidateType.PeerReflexive => "prflx",
        _ => "relay",
    };

    /// <summary>The type that a candidate says.</summary>
    public static CandidateType TypeOf(CandidateLine line) => line.Type switch
    {
        "host" => CandidateType.Host,
        "srflx" => CandidateType.ServerReflexive,
        "prflx" => CandidateType.PeerReflexive,
        _ => CandidateType.Relayed,
    };
}
