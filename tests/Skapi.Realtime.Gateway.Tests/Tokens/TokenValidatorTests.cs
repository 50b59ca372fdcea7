using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Skapi.Realtime.Gateway.Configuration;
using Skapi.Realtime.Gateway.Tokens;

namespace Skapi.Realtime.Gateway.Tests.Tokens;

public sealed class TokenValidatorTests
{
    // Creating a key takes long, and a key that only signs can be shared.
    private static readonly RSA Rsa = RSA.Create(2048);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly SkapiRealtimeOptions _options = new();

    public TokenValidatorTests() => _options.Tokens.SigningKeys.Add(new RsaSecurityKey(Rsa.ExportParameters(false)) { KeyId = "k1" });

    [Fact]
    public async Task A_token_names_its_user_and_service()
    {
        var result = await ValidateAsync(Issue(("custom:owner", "owner")));

        result.User.ShouldBe(new RealtimeUser(new ServiceScope("service", "owner"), "alice"));
    }

    [Fact]
    public async Task An_owner_may_be_unknown()
    {
        var result = await ValidateAsync(Issue());

        result.User.ShouldNotBeNull().Scope.ShouldBe(new ServiceScope("service", ""));
        result.User.Scope.Matches("service", "anyone").ShouldBeTrue();
        result.User.Scope.Matches("another", "anyone").ShouldBeFalse();
    }

    [Fact]
    public async Task A_token_is_good_until_it_expires()
    {
        var token = Issue();

        _time.Advance(TimeSpan.FromMinutes(60));
        (await ValidateAsync(token)).IsValid.ShouldBeTrue("the clocks may be apart by half a minute");
        _time.Advance(TimeSpan.FromSeconds(30));
        (await ValidateAsync(token)).Refusal.ShouldNotBeNull().ShouldContain("expired");
    }

    [Fact]
    public async Task A_token_without_an_expiry_is_refused()
    {
        var token = Issue(lifetime: null);

        (await ValidateAsync(token)).Refusal.ShouldNotBeNull().ShouldContain("expir");
    }

    [Fact]
    public async Task A_token_signed_by_another_key_is_refused()
    {
        using var other = RSA.Create(2048);

        (await ValidateAsync(Issue(key: new RsaSecurityKey(other) { KeyId = "k1" }))).Refusal.ShouldNotBeNull().ShouldContain("signed");
    }

    [Fact]
    public async Task A_token_whose_payload_was_changed_is_refused()
    {
        var parts = Issue().Split('.');
        parts[1] = Base64UrlEncoder.Encode(Base64UrlEncoder.Decode(parts[1]).Replace("alice", "bobby", StringComparison.Ordinal));

        (await ValidateAsync(string.Join('.', parts))).Refusal.ShouldNotBeNull().ShouldContain("signed");
    }

    [Theory]
    [InlineData("none")]
    [InlineData("None")]
    public async Task A_token_without_a_signature_is_refused(string algorithm)
    {
        var header = Base64UrlEncoder.Encode($$"""{"alg":"{{algorithm}}","typ":"JWT"}""");
        var token = $"{header}.{Issue().Split('.')[1]}.";

        (await ValidateAsync(token)).IsValid.ShouldBeFalse();
    }

    [Fact]
    public async Task The_public_key_is_no_secret_to_sign_with()
    {
        var secret = new SymmetricSecurityKey(Encoding.UTF8.GetBytes(Rsa.ExportSubjectPublicKeyInfoPem())) { KeyId = "k1" };

        (await ValidateAsync(Issue(key: secret, algorithm: SecurityAlgorithms.HmacSha256))).IsValid.ShouldBeFalse();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("a.b.c")]
    [InlineData("....")]
    public async Task What_is_no_token_is_refused(string? token) => (await ValidateAsync(token)).Refusal.ShouldNotBeNullOrEmpty();

    [Theory]
    [InlineData("\"\\ud800\"")]
    [InlineData("\"INVALID\"")]
    [InlineData("{\"\\ud800\":1}")]
    [InlineData("{\"INVALID\":1}")]
    [InlineData("7")]
    [InlineData("[]")]
    [InlineData("null")]
    public async Task A_signed_claim_that_is_not_text_is_refused_and_never_throws(string value)
    {
        string[] claims = ["sub", "custom:service", "custom:owner", "token_use", "client_id", "aud", "iss", "exp", "nbf", "jti", "other"];
        foreach (var claim in claims)
            await ValidateAsync(Sign(Payload(claim, value)));
        _options.Tokens.ValidAudiences.Add("app");
        _options.Tokens.ValidIssuers.Add("issuer");
        _options.Services.Add(new SkapiService("service", "owner"));
        foreach (var claim in (string[])["sub", "custom:owner", "client_id", "aud", "iss"])
            (await ValidateAsync(Sign(Payload(claim, value)))).IsValid.ShouldBeFalse();
    }

    [Theory]
    [InlineData("\"\\ud800\"")]
    [InlineData("\"INVALID\"")]
    [InlineData("[[[[[]]]]]")]
    public async Task A_header_that_is_not_text_is_refused_and_never_throws(string value)
    {
        foreach (var name in (string[])["kid", "alg", "typ", "x5t", "other"])
            await ValidateAsync(Sign(Payload("other", "1"), $$"""{"alg":"RS256","kid":"k1","{{name}}":{{value}}}"""));
    }

    [Fact]
    public async Task A_token_of_no_service_or_no_user_is_refused()
    {
        (await ValidateAsync(Issue(service: null))).Refusal.ShouldNotBeNull().ShouldContain("custom:service");
        (await ValidateAsync(Issue(subject: null))).Refusal.ShouldNotBeNull().ShouldContain("sub");
    }

    [Theory]
    [InlineData("access", true)]
    [InlineData("id", true)]
    [InlineData("refresh", false)]
    public async Task A_token_must_be_meant_for_access_or_identity(string use, bool good) =>
        (await ValidateAsync(Issue(("token_use", use)))).IsValid.ShouldBe(good);

    [Fact]
    public async Task An_issuer_that_is_not_trusted_is_refused()
    {
        _options.Tokens.ValidIssuers.Add("https://pool.example");

        (await ValidateAsync(Issue(("iss", "https://pool.example")))).IsValid.ShouldBeTrue();
        (await ValidateAsync(Issue(("iss", "https://another.example")))).Refusal.ShouldNotBeNull().ShouldContain("issuer");
        (await ValidateAsync(Issue())).IsValid.ShouldBeFalse();
    }

    [Fact]
    public async Task An_audience_is_an_id_token_s_aud_or_an_access_token_s_client_id()
    {
        _options.Tokens.ValidAudiences.Add("app");

        (await ValidateAsync(Issue(("aud", "app")))).IsValid.ShouldBeTrue();
        (await ValidateAsync(Issue(("client_id", "app")))).IsValid.ShouldBeTrue();
        (await ValidateAsync(Issue(("aud", "another")))).Refusal.ShouldNotBeNull().ShouldContain("application");
        (await ValidateAsync(Issue(("client_id", "another")))).IsValid.ShouldBeFalse();
        (await ValidateAsync(Issue())).IsValid.ShouldBeFalse();
    }

    [Fact]
    public async Task A_service_that_is_not_served_is_refused()
    {
        _options.Services.Add(new SkapiService("service", "owner"));
        _options.Services.Add(new SkapiService("second", "owner"));

        (await ValidateAsync(Issue())).User.ShouldNotBeNull().Scope.ShouldBe(new ServiceScope("service", "owner"));
        (await ValidateAsync(Issue(service: "third"))).IsValid.ShouldBeFalse();
        (await ValidateAsync(Issue(service: null))).IsValid.ShouldBeFalse();
        (await ValidateAsync(Issue(("custom:owner", "another")))).Refusal.ShouldNotBeNull().ShouldContain("owner");
    }

    [Fact]
    public async Task With_one_service_a_token_need_not_name_it()
    {
        _options.Services.Add(new SkapiService("service", "owner"));

        (await ValidateAsync(Issue(service: null))).User.ShouldNotBeNull().Scope.ShouldBe(new ServiceScope("service", "owner"));
    }

    [Fact]
    public async Task Keys_may_come_as_a_key_set()
    {
        var key = JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(Rsa.ExportParameters(false)) { KeyId = "k1" });
        _options.Tokens.SigningKeys.Clear();

        _options.Tokens.AddJsonWebKeySet(
            $$"""{"keys":[{"kty":"RSA","use":"sig","alg":"RS256","kid":"k1","n":"{{key.N}}","e":"{{key.E}}"}]}""");

        (await ValidateAsync(Issue())).IsValid.ShouldBeTrue();
    }

    [Theory]
    [InlineData("""{"keys":[]}""")]
    [InlineData("{}")]
    [InlineData("nonsense")]
    public void A_key_set_without_keys_is_refused(string json) =>
        Should.Throw<ArgumentException>(() => _options.Tokens.AddJsonWebKeySet(json));

    private static string Payload(string claim, string value) =>
        $$"""{"sub":"alice","custom:service":"service","exp":9999999999,"{{claim}}":{{value}}}""";

    /// <summary>Signs any payload. INVALID becomes a byte that is not UTF-8.</summary>
    private string Sign(string payload, string header = """{"alg":"RS256","kid":"k1"}""")
    {
        var text = $"{Encode(header)}.{Encode(payload)}";
        var signature = Rsa.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{text}.{Base64UrlEncoder.Encode(signature)}";

        static string Encode(string json) =>
            Base64UrlEncoder.Encode(Encoding.Latin1.GetBytes(json.Replace("INVALID", "\u00ff", StringComparison.Ordinal)));
    }

    private Task<TokenResult> ValidateAsync(string? token) =>
        new TokenValidator(
            Options.Create(_options),
            _time,
            new Authorities(Options.Create(_options), new NoHttpClients(), _time, NullLogger<Authorities>.Instance))
            .ValidateAsync(token).AsTask();

    private string Issue(params (string Name, string Value)[] claims) =>
        Issue("alice", "service", null, SecurityAlgorithms.RsaSha256, TimeSpan.FromHours(1), claims);

    private string Issue(SecurityKey key, string algorithm = SecurityAlgorithms.RsaSha256) =>
        Issue("alice", "service", key, algorithm, TimeSpan.FromHours(1));

    private string Issue(TimeSpan? lifetime) => Issue("alice", "service", null, SecurityAlgorithms.RsaSha256, lifetime);

    private string Issue(string? subject = "alice", string? service = "service") =>
        Issue(subject, service, null, SecurityAlgorithms.RsaSha256, TimeSpan.FromHours(1));

    private string Issue(
        string? subject,
        string? service,
        SecurityKey? key,
        string algorithm,
        TimeSpan? lifetime,
        params (string Name, string Value)[] claims)
    {
        var identity = new ClaimsIdentity(claims.Select(claim => new Claim(claim.Name, claim.Value)));
        if (subject is not null)
            identity.AddClaim(new Claim("sub", subject));
        if (service is not null)
            identity.AddClaim(new Claim("custom:service", service));
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Subject = identity,
            Expires = lifetime is { } span ? _time.GetUtcNow().UtcDateTime + span : null,
            SigningCredentials = new SigningCredentials(key ?? new RsaSecurityKey(Rsa) { KeyId = "k1" }, algorithm),
        });
    }

    /// <summary>Without an authority, nothing is read over HTTP.</summary>
    private sealed class NoHttpClients : IHttpClientFactory
    {
        public HttpClient CreateClient(string name) => throw new InvalidOperationException("No HTTP request was expected.");
    }
}
