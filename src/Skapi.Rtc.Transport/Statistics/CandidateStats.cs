namespace Skapi.Rtc.Statistics;

/// <summary>An ICE candidate (W3C WebRTC Statistics, RTCIceCandidateStats).</summary>
/// <param name="CandidateType">The type: <c>host</c>, <c>srflx</c>, <c>prflx</c> or <c>relay</c>.</param>
/// <param name="Protocol">The transport protocol: <c>udp</c> or <c>tcp</c>.</param>
/// <param name="Address">The IP address or mDNS name, or null if it is hidden.</param>
/// <param name="Port">The port.</param>
public sealed record CandidateStats(string CandidateType, string Protocol, string? Address, int Port)
{
    /// <summary>Which side opens the connection of a TCP candidate: <c>active</c>, <c>passive</c> or <c>so</c>. Null for UDP.</summary>
    public string? TcpType { get; init; }
}
