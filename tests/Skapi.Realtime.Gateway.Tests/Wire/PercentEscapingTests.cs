using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Skapi.Realtime.Gateway.Wire;
using Skapi.Realtime.Gateway.Tests.Infrastructure;

namespace Skapi.Realtime.Gateway.Tests.Wire;

public class PercentEscapingTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("%", "%25")]
    [InlineData("%%", "%25%25")]
    [InlineData("a%b", "a%25b")]
    [InlineData("%22%25", "%2522%2525")]
    [InlineData("no percent", "no percent")]
    [InlineData("€%😀", "€%25😀")]
    public void Every_percent_sign_is_escaped_and_nothing_else(string text, string escaped) =>
        Escape(text).ShouldBe(escaped);

    [Property(Arbitrary = [typeof(TextsWithPercentSigns)])]
    public void The_client_s_decoding_gives_back_any_text(string text) =>
        JavaScript.DecodeUri(Escape(text)).ShouldBe(text);

    private static string Escape(string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        var escaped = new byte[PercentEscaping.LengthOf(utf8)];
        PercentEscaping.Escape(utf8, escaped);
        return Encoding.UTF8.GetString(escaped);
    }

    private static class TextsWithPercentSigns
    {
        public static Arbitrary<string> Text() =>
            Gen.Elements("%", "%2", "%25", "%22", "%E2%82%AC", "%C3", "a", "\"", "#", "€", "😀", "\0")
                .ListOf().Select(string.Concat).ToArbitrary();
    }
}
