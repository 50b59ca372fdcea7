using Skapi.Protocol;
using Skapi.Rtc.GStreamer.Sdp;

namespace Skapi.Rtc.GStreamer.Tests.Sdp;

public sealed class SdpChecksTests
{
    [Fact]
    public void An_offer_with_all_that_is_needed_is_taken() => Should.NotThrow(() => CheckOffer(SdpText.Of(SdpText.Video("0"), SdpText.Data("1"))));

    [Theory]
    [InlineData("ice-ufrag", "abcd")]
    [InlineData("ice-pwd", "0123456789012345678901")]
    [InlineData("setup", "actpass")]
    public void A_session_that_says_a_transport_attribute_twice_is_refused(string name, string value)
    {
        var line = $"a={name}:{value}";

        Refused(SdpText.Of([line, line], [[.. SdpText.Data().Where(known => known != line)]])).ShouldContain($"the session has a={name} more than once");
    }

    [Theory]
    [InlineData("ice-ufrag")]
    [InlineData("ice-pwd")]
    [InlineData("setup")]
    public void A_section_that_says_a_transport_attribute_twice_is_refused(string name) =>
        Refused(SdpText.Of(SdpText.Video("0"), [.. SdpText.Data("1"), $"a={name}:passive"])).ShouldContain($"media section 1: it has a={name} more than once");

    [Fact]
    public void Fingerprints_of_several_hash_functions_are_taken() =>
        Should.NotThrow(() => CheckOffer(SdpText.Of([.. SdpText.Data(), "a=fingerprint:sha-1 00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00:11:22:33"])));

    private static void CheckOffer(SdpDocument description) => SdpChecks.Check(description, isOffer: true, localOffer: null, previous: null);

    private static string Refused(SdpDocument description)
    {
        var error = Should.Throw<SkapiException>(() => CheckOffer(description));
        error.Code.ShouldBe(SkapiErrorCode.InvalidParameter);
        return error.Message;
    }
}
