using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Xunit;
using Skapi.Protocol;
using Skapi.Protocol.Json;
using Skapi.Rtc.Realtime;

namespace Skapi.Rtc.Tests.Realtime;

public class FrameTextTests
{
    [Theory]
    [InlineData("""{"#message":"plain"}""")]
    [InlineData("""{"#message":"100%25"}""")]
    [InlineData("""{"#message":"%25%25%2525"}""")]
    [InlineData("""{"#message":"%EA%B0%80 %F0%9F%98%80 %c3%a9"}""")]
    [InlineData("""{"#message":"%2F%3F%3A%40%26%3D%2B%24%2C%23%3B"}""")]
    [InlineData("""{"#message":"a\"b\\%25c"}""")]
    [InlineData("%7B%22#message%22:%22hello%20you%22%7D")]
    [InlineData("%7B%22#message%22:%22100%2525%22%7D")]
    [InlineData("\ufeff{\"#message\":\"%25\"}")]
    public void An_honest_frame_reads_as_decodeURI_reads_it(string text)
    {
        var reference = DecodeUri.Decode(text)!.TrimStart('\ufeff');

        JsonElement.DeepEquals(Parse(Decode(text).TrimStart('\ufeff')), Parse(reference)).ShouldBeTrue(Decode(text));
    }

    [Property(MaxTest = 500)]
    public void Whatever_an_escaping_gateway_sends_comes_out_as_it_went_in(NonNull<string> given)
    {
        var text = IsWellFormed(given.Get) ? given.Get : Convert.ToHexString(Encoding.Unicode.GetBytes(given.Get));
        var json = $$"""{"#message":{{RawJson.FromString(text)}},"#user_id":"u"}""";

        ShouldRead(json.Replace("%", "%25", StringComparison.Ordinal), text);
        ShouldRead(DecodeUri.Encode(json), text);
    }

    [Fact]
    public void A_percent_that_a_gateway_forgot_to_escape_is_not_lost() =>
        Message("""{"#message":"100% sure"}""").ShouldBe("100% sure");

    [Theory]
    [InlineData("%")]
    [InlineData("%2")]
    [InlineData("%zz")]
    [InlineData("%ff")]
    [InlineData("%e0%80%80")]
    [InlineData("%ed%a0%80")]
    [InlineData("%c3")]
    [InlineData("%f5%80%80%80")]
    public void What_is_no_encoding_stays_as_it_is(string text) =>
        Message($$"""{"#message":"{{text}}"}""").ShouldBe(text);

    [Fact]
    public void Unescaped_text_of_a_user_forges_no_member()
    {
        var frame = Read("""{"#message":"x%22,%22#user_id%22:%22FORGED","#user_id":"u"}""");

        frame.UserId.ShouldBe("u");
        frame.Message!.Value.TryGetString(out var text).ShouldBeTrue();
        text.ShouldBe("""x","#user_id":"FORGED""");
    }

    [Fact]
    public void A_backslash_that_comes_out_of_the_encoding_escapes_nothing() =>
        Message("""{"#message":"%5C"}""").ShouldBe("\\");

    [Fact]
    public void A_control_character_that_comes_out_of_the_encoding_stays_legal_JSON() =>
        Message("""{"#message":"a%0Ab%00c"}""").ShouldBe("a\nb\0c");

    [Fact]
    public void A_frame_without_a_percent_is_not_copied()
    {
        var text = Encoding.UTF8.GetBytes("""{"#message":"plain"}""");

        FrameText.Decode(text).Equals(text.AsMemory()).ShouldBeTrue();
    }

    [Property(MaxTest = 500)]
    public void No_bytes_make_it_throw(byte[] bytes)
    {
        FrameText.Decode(bytes);
        FrameText.Decode(Encoding.UTF8.GetBytes("{\"%").Concat(bytes).ToArray());
    }

    private static bool IsWellFormed(string text) =>
        !text.Contains('\ufffd', StringComparison.Ordinal) && text.EnumerateRunes().All(rune => rune != Rune.ReplacementChar);

    private static void ShouldRead(string frame, string text) => Message(frame).ShouldBe(text);

    private static string Message(string frame)
    {
        Read(frame).Message!.Value.TryGetString(out var text).ShouldBeTrue();
        return text!;
    }

    private static GatewayFrame Read(string text) => JsonCodec.Decode<GatewayFrame>(FrameText.Decode(Encoding.UTF8.GetBytes(text)).Span);

    private static string Decode(string text) => Encoding.UTF8.GetString(FrameText.Decode(Encoding.UTF8.GetBytes(text)).Span);

    private static JsonElement Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
