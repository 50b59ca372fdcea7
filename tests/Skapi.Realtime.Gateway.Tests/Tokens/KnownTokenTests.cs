using System.Text;
using Skapi.Realtime.Gateway.Tokens;

namespace Skapi.Realtime.Gateway.Tests.Tokens;

public class KnownTokenTests
{
    private readonly KnownToken _token = new("a.b.c");

    [Theory]
    [InlineData("""{"action":"rtc","token":"a.b.c"}""", """{"action":"rtc","token":""}""")]
    [InlineData("""{"content":{"token":"a.b.c"},"token":"a.b.c"}""", """{"content":{"token":"a.b.c"},"token":""}""")]
    public void A_known_token_at_the_end_of_a_frame_is_cut_off(string text, string rest) => Cut(text).ShouldBe(rest);

    [Theory]
    [InlineData("""{"token":"a.b.c","action":"rtc"}""")]
    [InlineData("""{"action":"rtc","token":"xa.b.c"}""")]
    [InlineData("""{"action":"rtc","token":"a.b.d"}""")]
    [InlineData("""{"content":{"x":1,"token":"a.b.c"}}""")]
    [InlineData("""{"action":"rtc","token":"a.b.c"} """)]
    [InlineData("""{"token":"a.b.c"}""")]
    [InlineData("")]
    public void Another_frame_is_left_as_it_is(string text) => Cut(text).ShouldBeNull();

    [Theory]
    [InlineData("a\",\"x\":\"b")]
    [InlineData("a\\")]
    public void A_token_with_what_JSON_escapes_is_never_cut_off(string token)
    {
        var frame = Encoding.UTF8.GetBytes($"{{\"action\":\"rtc\",\"token\":\"{token}\"}}").AsMemory();

        new KnownToken(token).TryCut(ref frame).ShouldBeFalse();
    }

    [Fact]
    public void It_is_compared_with_a_text()
    {
        _token.Is("a.b.c").ShouldBeTrue();
        _token.Is("a.b.d").ShouldBeFalse();
        _token.Is("a.b").ShouldBeFalse();
        _token.ToString().ShouldBe("a.b.c");
    }

    private string? Cut(string text)
    {
        var frame = Encoding.UTF8.GetBytes(text).AsMemory();
        return _token.TryCut(ref frame) ? Encoding.UTF8.GetString(frame.Span) : null;
    }
}
