using Skapi.Protocol;
using Skapi.Rtc.Sdp;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Conformance;

/// <content>Descriptions with sections that a transport does not know (RFC 3264, section 6).</content>
public abstract partial class TransportConformance
{
    private const string Text = "m=text 9 UDP/TLS/RTP/SAVPF 98";
    private const string Data = "m=application 9 UDP/DTLS/SCTP webrtc-datachannel";

    [Theory]
    [InlineData(Text)]
    [InlineData("m=image 9 udptl t38")]
    [InlineData("m=message 9 TCP/TLS/MSRP *")]
    [InlineData(Data)]
    public async Task A_section_that_cannot_be_used_is_answered_with_port_0_and_the_rest_connects(string mediaLine)
    {
        await using var pair = await PeerPair.CreateAsync(Transport);
        pair.Offerer.CreateDataChannel(DataChannelOptions.TextChat);
        SdpSection? answered = null;

        await pair.NegotiateAsync(
            offerOnTheWay: offer => WithSection(offer, mediaLine),
            onTheWay: answer => WithoutLastSection(answer, out answered));

        answered!.Lines[0].ShouldBe(mediaLine.Replace(" 9 ", " 0 ", StringComparison.Ordinal));
        var (offerers, _) = await pair.OpenChannelAsync();
        offerers.Send("connected");
        await pair.AnswererEvents.WaitForAsync<TextReceived>();
    }

    [Theory]
    [InlineData(Text)]
    [InlineData(Data)]
    public async Task An_answer_with_a_section_that_was_not_offered_is_refused_and_the_right_one_is_applied(string mediaLine)
    {
        await using var pair = await PeerPair.CreateAsync(Transport);
        pair.Offerer.CreateDataChannel(DataChannelOptions.TextChat);
        var offer = await pair.Offerer.CreateOfferAsync();
        await pair.Offerer.SetLocalDescriptionAsync(offer);
        await pair.Answerer.SetRemoteDescriptionAsync(offer);
        var answer = await pair.Answerer.CreateAnswerAsync();
        await pair.Answerer.SetLocalDescriptionAsync(answer);

        var error = await Should.ThrowAsync<SkapiException>(
            async () => await pair.Offerer.SetRemoteDescriptionAsync(WithSection(answer, mediaLine)));

        error.Code.ShouldBe(SkapiErrorCode.InvalidParameter);
        error.Message.ShouldContain("media section");
        await pair.Offerer.SetRemoteDescriptionAsync(answer);
        pair.BeginTrickling();
        await pair.OpenChannelAsync();
    }

    [Fact]
    public async Task A_later_offer_with_fewer_sections_is_refused_and_the_connection_goes_on()
    {
        await using var pair = await PeerPair.ConnectedAsync(Transport);
        var offer = await pair.Offerer.CreateOfferAsync();

        var error = await Should.ThrowAsync<SkapiException>(
            async () => await pair.Answerer.SetRemoteDescriptionAsync(WithoutLastSection(offer, out _)));

        error.Code.ShouldBeOneOf(SkapiErrorCode.InvalidParameter, SkapiErrorCode.NotSupported);
        var (offerers, _) = await pair.OpenChannelAsync();
        offerers.Send("still connected");
        await pair.AnswererEvents.WaitForAsync<TextReceived>();
    }

    // RFC 8842, section 5.3: an offer may leave the choice of the DTLS role to the answer, or make it.
    [Theory]
    [InlineData("active", "passive")]
    [InlineData("passive", "active")]
    public async Task An_offer_may_choose_its_DTLS_role(string offered, string answered)
    {
        await using var pair = await PeerPair.CreateAsync(Transport);
        pair.Offerer.CreateDataChannel(DataChannelOptions.TextChat);
        string? role = null;

        await pair.NegotiateAsync(
            offerOnTheWay: offer => offer with { Sdp = offer.Sdp.Replace("setup:actpass", $"setup:{offered}", StringComparison.Ordinal) },
            onTheWay: answer =>
            {
                role = SdpDocument.Parse(answer.Sdp).Sections[0].Attribute("setup");
                return answer;
            });

        // Peers in memory have no DTLS.
        (role ?? answered).ShouldBe(answered);
        await pair.OpenChannelAsync();
    }

    private static SessionDescription WithSection(SessionDescription description, string mediaLine)
    {
        var document = SdpDocument.Parse(description.Sdp);
        string[] rest = ["c=IN IP4 0.0.0.0", "a=mid:further", .. mediaLine == Data ? new[] { "a=sctp-port:5000" } : []];
        var lines = document.SessionLines.Select(static line =>
            line.StartsWith("a=group:BUNDLE ", StringComparison.Ordinal) ? line + " further" : line);
        return description with { Sdp = new SdpDocument(lines, [.. document.Sections, new SdpSection([mediaLine, .. rest])]).ToString() };
    }

    private static SessionDescription WithoutLastSection(SessionDescription description, out SdpSection last)
    {
        var document = SdpDocument.Parse(description.Sdp);
        last = document.Sections[^1];
        var mid = last.Mid;
        var lines = document.SessionLines.Select(line => line.StartsWith("a=group:BUNDLE ", StringComparison.Ordinal)
            ? string.Join(' ', line.Split(' ').Where(part => part != mid))
            : line);
        return description with { Sdp = new SdpDocument(lines, document.Sections.SkipLast(1)).ToString() };
    }
}
