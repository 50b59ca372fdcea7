using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.Tokens;
using Skapi.Realtime.Gateway.Development;
using Skapi.Realtime.Gateway.Tests.Infrastructure;

namespace Skapi.Realtime.Gateway.Tests.Development;

public class DevelopmentTokensTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly DevelopmentTokens _tokens;

    public DevelopmentTokensTests() => _tokens = new DevelopmentTokens(new SymmetricSecurityKey(new byte[32]), _time);

    [Fact]
    public void A_token_has_the_claims_that_the_published_client_reads()
    {
        var payload = Payload(_tokens.IssueIdToken("alice", "service", "owner"));

        payload.Text("sub").ShouldBe("alice");
        payload.Text("custom:service").ShouldBe("service");
        payload.Text("custom:owner").ShouldBe("owner");
        payload.Text("token_use").ShouldBe("id");
        payload["iat"]!.GetValue<long>().ShouldBe(_time.GetUtcNow().ToUnixTimeSeconds());
        payload["exp"]!.GetValue<long>().ShouldBe(_time.GetUtcNow().AddHours(1).ToUnixTimeSeconds());
    }

    [Fact]
    public void An_access_token_says_so() => Payload(_tokens.IssueAccessToken("alice", "service")).Text("token_use").ShouldBe("access");

    [Fact]
    public void Without_an_owner_there_is_no_such_claim() =>
        Payload(_tokens.IssueAccessToken("alice", "service")).ContainsKey("custom:owner").ShouldBeFalse();

    private static JsonObject Payload(string token) => JsonNode.Parse(Base64UrlEncoder.Decode(token.Split('.')[1]))!.AsObject();
}
