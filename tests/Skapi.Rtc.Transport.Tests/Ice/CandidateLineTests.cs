using Skapi.Protocol;
using Skapi.Rtc.Ice;

namespace Skapi.Rtc.Transport.Tests.Ice;

public sealed class CandidateLineTests
{
    [Fact]
    public void A_candidate_of_a_browser_is_parsed_and_written_again()
    {
        const string text = "candidate:842163049 1 udp 1677729535 198.51.100.7 46154 typ srflx raddr 192.0.2.1 rport 46154"
            + " generation 0 ufrag EsAw network-cost 999";

        var candidate = CandidateLine.Parse(text);

        candidate.Foundation.ShouldBe("842163049");
        candidate.Component.ShouldBe(1);
        candidate.Protocol.ShouldBe("udp");
        candidate.Priority.ShouldBe(1677729535u);
        candidate.Address.ShouldBe("198.51.100.7");
        candidate.Port.ShouldBe(46154);
        candidate.Type.ShouldBe("srflx");
        candidate.Extensions["raddr"].ShouldBe("192.0.2.1");
        candidate.Extensions["ufrag"].ShouldBe("EsAw");
        candidate.ToString().ShouldBe(text);
    }

    [Theory]
    [InlineData("a=candidate:1 1 UDP 1 2001:db8::1 9 typ host")]
    [InlineData("candidate:1 1 udp 1 c9ec34c4-1d05-4a7a-8f8f-30a2a6d5d1f0.local 9 typ host")]
    [InlineData("candidate:1 1 tcp 1 192.0.2.1 9 typ host tcptype active")]
    [InlineData("candidate:1 2 udp 4294967295 192.0.2.1 65535 typ prflx odd")]
    public void Every_form_in_use_is_parsed(string candidate) => CandidateLine.Parse(candidate).Port.ShouldBePositive();

    [Theory]
    [InlineData("no candidate at all", "does not begin")]
    [InlineData("candidate:1 1 udp 1 192.0.2.1 9 typ", "fields")]
    [InlineData("candidate:1 0 udp 1 192.0.2.1 9 typ host", "component")]
    [InlineData("candidate:1 257 udp 1 192.0.2.1 9 typ host", "component")]
    [InlineData("candidate:1 1 udp 4294967296 192.0.2.1 9 typ host", "priority")]
    [InlineData("candidate:1 1 udp -1 192.0.2.1 9 typ host", "priority")]
    [InlineData("candidate:1 1 udp 1 192.0.2.1 65536 typ host", "port")]
    [InlineData("candidate:1 1 udp 1 192.0.2.1 9 typ other", "type")]
    [InlineData("candidate:1 1 udp 1 192.0.2.1 9 type host", "type")]
    [InlineData("candidate:123456789012345678901234567890123 1 udp 1 192.0.2.1 9 typ host", "foundation")]
    [InlineData("candidate:1 1 udp 1 192.0.2.1 9 typ host\r\na=x", "line break")]
    public void A_wrong_candidate_is_an_invalid_parameter_that_says_what_is_wrong(string candidate, string reason)
    {
        var error = Should.Throw<SkapiException>(() => CandidateLine.Parse(candidate));

        error.Code.ShouldBe(SkapiErrorCode.InvalidParameter);
        error.Message.ShouldContain(reason);
    }

    [Theory]
    [InlineData("candidate:1 1 udp 2130706431 192.0.2.1 9 typ host", "udp")]
    [InlineData("candidate:1 1 TCP 1518280447 192.0.2.1 9 typ host tcptype active", "tcp")]
    [InlineData("candidate:1 1 udp", "udp")]
    [InlineData("candidate:1 1 sctp 1 192.0.2.1 9 typ host", null)]
    [InlineData("candidate:1 1", null)]
    [InlineData("candidate:1", null)]
    [InlineData("", null)]
    public void The_transport_protocol_is_the_candidate_s_third_field(string candidate, string? protocol) =>
        CandidateLine.ProtocolOf(candidate).ShouldBe(protocol);
}
