using Skapi.Realtime.Gateway.Tokens;

namespace Skapi.Realtime.Gateway.Tests.Tokens;

public class PostTokenTests
{
    [Fact]
    public void The_long_form_names_service_owner_and_token()
    {
        PostToken.TryParse("IdT:service:owner:a.b.c", out var token).ShouldBeTrue();

        token.ShouldBe(new PostToken("service", "owner", "a.b.c"));
    }

    [Fact]
    public void A_bare_token_is_taken_as_it_is()
    {
        PostToken.TryParse("a.b.c", out var token).ShouldBeTrue();

        token.ShouldBe(new PostToken(null, null, "a.b.c"));
    }

    [Theory]
    [InlineData("IdT:")]
    [InlineData("IdT:service")]
    [InlineData("IdT:service:owner")]
    public void A_long_form_that_lacks_a_part_is_none(string text) => PostToken.TryParse(text, out _).ShouldBeFalse();
}
