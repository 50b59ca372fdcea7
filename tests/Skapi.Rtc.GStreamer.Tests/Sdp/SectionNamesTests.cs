using Skapi.Protocol;
using Skapi.Rtc.GStreamer.Sdp;

namespace Skapi.Rtc.GStreamer.Tests.Sdp;

public sealed class SectionNamesTests
{
    [Fact]
    public void A_remote_section_with_webrtcbins_name_of_another_one_is_refused()
    {
        var names = AfterAnOfferOf(SdpText.Video("video0"));

        var error = Should.Throw<SkapiException>(() => names.CheckRemote(SdpText.Of(SdpText.Video("0"), SdpText.Video("video0"))));

        error.Code.ShouldBe(SkapiErrorCode.InvalidParameter);
        error.Message.ShouldContain("media section 1: its mid “video0” is webrtcbin's own name of the section “0”");
    }

    [Fact]
    public void A_remote_section_is_named_as_the_wire_names_it()
    {
        var names = AfterAnOfferOf(SdpText.Video("video0"));

        Should.NotThrow(() => names.CheckRemote(SdpText.Of(SdpText.Video("0"), SdpText.Video("video1"))));
    }

    [Fact]
    public void A_name_of_webrtcbins_is_free_where_this_side_began_no_section() =>
        Should.NotThrow(() => new SectionNames().CheckRemote(SdpText.Of(SdpText.Video("video0"))));

    private static SectionNames AfterAnOfferOf(params string[][] sections)
    {
        var names = new SectionNames();
        names.NumberNew(SdpText.Of(sections), _ => false);
        return names;
    }
}
