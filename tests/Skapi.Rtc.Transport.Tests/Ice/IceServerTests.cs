using Skapi.Protocol;

namespace Skapi.Rtc.Transport.Tests.Ice;

public sealed class IceServerTests
{
    [Theory]
    [InlineData("stun:stun.example.org", IceUrlScheme.Stun, "stun.example.org", 3478, false)]
    [InlineData("STUN:stun.example.org:19302", IceUrlScheme.Stun, "stun.example.org", 19302, false)]
    [InlineData("stuns:stun.example.org", IceUrlScheme.Stuns, "stun.example.org", 5349, true)]
    [InlineData("turn:192.0.2.1:3479?transport=udp", IceUrlScheme.Turn, "192.0.2.1", 3479, false)]
    [InlineData("turn:192.0.2.1?transport=tcp", IceUrlScheme.Turn, "192.0.2.1", 3478, true)]
    [InlineData("turns:[2001:db8::1]:443?transport=tcp", IceUrlScheme.Turns, "2001:db8::1", 443, true)]
    [InlineData("stun://stun.example.org", IceUrlScheme.Stun, "stun.example.org", 3478, false)]
    public void A_URL_is_parsed(string url, IceUrlScheme scheme, string host, int port, bool usesTcp) =>
        IceUrl.Parse(url).ShouldBe(new IceUrl(scheme, host, port, usesTcp));

    [Theory]
    [InlineData("")]
    [InlineData("stun:")]
    [InlineData("stun.example.org")]
    [InlineData("http://example.org")]
    [InlineData("stun:example.org:0")]
    [InlineData("stun:example.org:65536")]
    [InlineData("stun:example.org?transport=udp")]
    [InlineData("turn:example.org?transport=sctp")]
    [InlineData("turn:[2001:db8::1")]
    [InlineData("turn:user:secret@example.org")]
    [InlineData("stun:example .org")]
    public void A_URL_of_another_form_is_an_invalid_parameter(string url) =>
        Should.Throw<SkapiException>(() => IceUrl.Parse(url)).Code.ShouldBe(SkapiErrorCode.InvalidParameter);

    [Fact]
    public void A_URL_of_one_line_may_contain_credentials()
    {
        var server = IceServer.FromUrl("turn:user:se%40cret@turn.example.org:3478?transport=tcp");

        server.Urls.ShouldHaveSingleItem().ShouldBe("turn:turn.example.org:3478?transport=tcp");
        server.Username.ShouldBe("user");
        server.Credential.ShouldBe("se@cret");
        server.ParseUrls().ShouldHaveSingleItem().IsTurn.ShouldBeTrue();
    }

    [Fact]
    public void A_TURN_server_needs_credentials_and_a_server_needs_a_URL()
    {
        Should.Throw<SkapiException>(() => new IceServer { Urls = ["turn:turn.example.org"] }.ParseUrls()).Message
            .ShouldContain("Credential");
        Should.Throw<SkapiException>(() => new IceServer().ParseUrls()).Message.ShouldContain("Urls");
    }

    [Fact]
    public void The_text_of_a_server_does_not_contain_its_credential()
    {
        var text = new IceServer { Urls = ["turn:turn.example.org"], Username = "user", Credential = "secret" }.ToString();

        text.ShouldContain("turn.example.org");
        text.ShouldNotContain("secret");
    }
}
