using Skapi.Protocol;
using Skapi.Rtc.SipSorcery.Descriptions;

namespace Skapi.Rtc.SipSorcery.Tests.Descriptions;

public sealed class RemoteDescriptionTests
{
    private const string Candidate = "candidate:1 1 udp 2130706431 192.0.2.1 5000 typ host";

    [Theory]
    [InlineData("0", null, true)]
    [InlineData("1", null, false)]
    [InlineData(null, 0, true)]
    [InlineData(null, 1, false)]
    [InlineData(null, null, true)]
    [InlineData("0", 1, true)]
    [InlineData("1", 0, false)]
    public void A_candidate_is_for_the_first_section_and_its_tag_decides(string? mid, int? index, bool expected) =>
        Parse("9", "9").IsForTransport(With(mid, index)).ShouldBe(expected);

    [Theory]
    [InlineData("1", null, true)]
    [InlineData(null, 1, true)]
    [InlineData("0", null, false)]
    [InlineData(null, 0, false)]
    public void Behind_a_rejected_section_the_next_one_has_the_transport(string? mid, int? index, bool expected) =>
        Parse("0", "9").IsForTransport(With(mid, index)).ShouldBe(expected);

    private static IceCandidate With(string? mid, int? index) =>
        new() { Candidate = Candidate, SdpMid = mid, SdpMLineIndex = (ushort?)index };

    private static RemoteDescription Parse(params string[] ports) => RemoteDescription.Parse(new SessionDescription
    {
        Type = SdpType.Offer,
        Sdp = string.Concat(
        [
            "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0 1\r\n",
            "a=ice-ufrag:abcd\r\na=ice-pwd:0123456789012345678901\r\na=fingerprint:sha-256 00\r\na=setup:actpass\r\n",
            .. ports.Select(static (port, index) => $"m=audio {port} UDP/TLS/RTP/SAVPF 0\r\na=mid:{index}\r\n"),
        ]),
    });
}
