using Skapi.Protocol;
using Skapi.Rtc.Realtime;
using Skapi.Rtc.Tests.Infrastructure;

namespace Skapi.Rtc.Tests.Realtime;

public class JsonWebTokenTests
{
    [Fact]
    public void The_user_is_the_token_s_subject() =>
        JsonWebToken.UserIdOf(Tokens.Jwt("""{"exp":1,"sub":"user-1"}""")).ShouldBe("user-1");

    [Theory]
    [InlineData("", "three parts")]
    [InlineData("one.two", "three parts")]
    [InlineData("a.b.c.d", "three parts")]
    [InlineData("a.!!!.c", "second part cannot be decoded")]
    [InlineData("a.bm8ganNvbg.c", "second part cannot be decoded")]
    public void What_is_no_token_is_an_invalid_parameter(string token, string says)
    {
        var error = Should.Throw<SkapiException>(() => JsonWebToken.UserIdOf(token));

        error.Code.ShouldBe(SkapiErrorCode.InvalidParameter);
        error.Message.ShouldContain(says);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"sub":""}""")]
    [InlineData("[1]")]
    [InlineData("null")]
    public void A_token_without_a_subject_names_nobody(string claims)
    {
        var error = Should.Throw<SkapiException>(() => JsonWebToken.UserIdOf(Tokens.Jwt(claims)));

        error.Code.ShouldBe(SkapiErrorCode.InvalidParameter);
        error.Message.ShouldContain("does not name a user");
    }

    [Fact]
    public void A_subject_that_is_no_text_is_an_invalid_parameter() =>
        Should.Throw<SkapiException>(() => JsonWebToken.UserIdOf(Tokens.Jwt("""{"sub":7}"""))).Code
            .ShouldBe(SkapiErrorCode.InvalidParameter);

    [Fact]
    public void No_message_repeats_the_token() =>
        Should.Throw<SkapiException>(() => JsonWebToken.UserIdOf("a.c2VjcmV0.c")).Message.ShouldNotContain("c2VjcmV0");

    [Fact]
    public void Tokens_tell_nothing_of_themselves() =>
        Tokens.Of("user-1").ToString().ShouldBe("SkapiTokens");

    [Theory]
    [InlineData("""{"exp":1.5}""", 1.5)]
    [InlineData("""{"exp":1000}""", 1000.0)]
    [InlineData("""{"exp":"soon"}""", null)]
    [InlineData("""{"exp":1e300}""", null)]
    [InlineData("""{"exp":-1}""", null)]
    [InlineData("[1]", null)]
    [InlineData("no JSON", null)]
    public void The_expiry_is_read_or_unknown(string claims, double? seconds) =>
        JsonWebToken.ExpiryOf(Tokens.Jwt(claims)).ShouldBe(seconds is { } known ? DateTimeOffset.UnixEpoch.AddSeconds(known) : null);

    [Fact]
    public void The_expiry_of_something_else_than_a_token_is_unknown() => JsonWebToken.ExpiryOf("a").ShouldBeNull();
}
