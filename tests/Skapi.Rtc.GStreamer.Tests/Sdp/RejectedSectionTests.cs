using Skapi.Rtc.Conformance;
using Skapi.Rtc.GStreamer.Sdp;
using Skapi.Rtc.GStreamer.Tests.Support;
using Skapi.Rtc.Media;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.GStreamer.Tests.Sdp;

public sealed class RejectedSectionTests
{
    // RFC 9429, section 5.3.1: a rejected section needs no attributes of a transport.
    [Fact]
    public async Task An_answer_may_reject_a_section_and_say_no_more_of_it()
    {
        await using var pair = await PeerPair.CreateAsync(TestTransport.Shared);
        pair.Offerer.CreateDataChannel(DataChannelOptions.TextChat);
        await pair.Offerer.AddMediaAsync(MediaOptions.Test);

        await pair.NegotiateAsync(onTheWay: answer => answer with { Sdp = WithoutVideo(answer.Sdp) });

        var (offerers, _) = await pair.OpenChannelAsync();
        offerers.Send("connected all the same");
        await pair.AnswererEvents.WaitForAsync<TextReceived>();
        await FramesOf.AudioAsync(pair.AnswererEvents, count: 2);
    }

    private static string WithoutVideo(string answer)
    {
        var document = SdpDocument.Parse(answer);
        var video = document.Sections.Single(section => section.Media == "video");
        document.RemoveFromBundle(video.Mid!);
        var before = string.Concat(video.Lines.Select(line => line + "\r\n"));
        return document.ToString().Replace(before, $"m=video 0 UDP/TLS/RTP/SAVPF {string.Join(' ', video.Formats)}\r\nc=IN IP4 0.0.0.0\r\na=mid:{video.Mid}\r\n", StringComparison.Ordinal);
    }
}
