using Skapi.Protocol;
using Skapi.Rtc.Realtime;
using Skapi.Rtc.Tests.Infrastructure;

namespace Skapi.Rtc.Tests.Realtime;

public class AccessTokenTests
{
    [Fact]
    public void The_user_is_the_token_s_subject() =>
        AccessToken.UserIdOf(Tokens.Jwt("""{"exp":1,"sub":"user-1"}""")).ShouldBe("user-1");

    [Theory]
    [InlineData("", "three parts")]
    [InlineData("one.two", "three parts")]
    [InlineData("a.b.c.d", "three parts")]
    [InlineData("a.!!!.c", "second part cannot be read")]
    [InlineData("a.bm8ganNvbg.c", "second part cannot be read")]
    public void What_is_no_token_is_an_invalid_parameter(string token, string says)
    {
        var error = Should.Throw<SkapiException>(() => AccessToken.UserIdOf(token));

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
        var error = Should.Throw<SkapiException>(() => AccessToken.UserIdOf(Tokens.Jwt(claims)));

        error.Code.ShouldBe(SkapiErrorCode.InvalidParameter);
        error.Message.ShouldContain("names no user");
    }

    [Fact]
    public void A_subject_that_is_no_text_is_an_invalid_parameter() =>
        Should.Throw<SkapiException>(() => AccessToken.UserIdOf(Tokens.Jwt("""{"sub":7}"""))).Code.ShouldBe(SkapiErrorCode.InvalidParameter);

    [Fact]
    public void No_message_repeats_the_token() =>
        Should.Throw<SkapiException>(() => AccessToken.UserIdOf("a.c2VjcmV0.c")).Message.ShouldNotContain("c2VjcmV0");

    [Fact]
    public void Tokens_tell_nothing_of_themselves() =>
        Tokens.Of("user-1").ToString().ShouldBe("SkapiTokens");
}
