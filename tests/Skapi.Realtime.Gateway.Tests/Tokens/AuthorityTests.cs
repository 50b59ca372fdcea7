using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Skapi.Realtime.Gateway.Tests.Infrastructure;

namespace Skapi.Realtime.Gateway.Tests.Tokens;

/// <summary>The keys of an issuer come from its OpenID Connect discovery document.</summary>
public class AuthorityTests
{
    [Fact]
    public async Task A_token_of_an_authority_is_verified_with_the_keys_of_its_discovery_document()
    {
        await using var issuer = await Issuer.StartAsync("k1");
        await using var host = await StartAsync(issuer);

        (await UpgradeAsync(host, issuer.Issue("k1"))).ShouldBe(HttpStatusCode.SwitchingProtocols);
    }

    [Fact]
    public async Task A_token_that_another_authority_has_signed_is_refused()
    {
        await using var issuer = await Issuer.StartAsync("k1");
        await using var other = await Issuer.StartAsync("k1");
        await using var host = await StartAsync(issuer, other);

        (await UpgradeAsync(host, other.Issue("k1", claimedIssuer: issuer.Address))).ShouldBe(HttpStatusCode.Unauthorized);
        (await UpgradeAsync(host, other.Issue("k1"))).ShouldBe(HttpStatusCode.SwitchingProtocols);
    }

    [Fact]
    public async Task A_token_of_an_unknown_issuer_is_refused()
    {
        await using var issuer = await Issuer.StartAsync("k1");
        await using var host = await StartAsync(issuer);

        (await UpgradeAsync(host, issuer.Issue("k1", claimedIssuer: "https://issuer.example"))).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_new_key_of_an_authority_is_found_without_a_restart()
    {
        await using var issuer = await Issuer.StartAsync("k1");
        await using var host = await StartAsync(issuer);
        (await UpgradeAsync(host, issuer.Issue("k1"))).ShouldBe(HttpStatusCode.SwitchingProtocols);

        issuer.Rotate("k2");

        // The new document is read in the background, so the first token with the new key may come too early.
        var status = await UpgradeAsync(host, issuer.Issue("k2"));
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (status != HttpStatusCode.SwitchingProtocols)
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
            status = await UpgradeAsync(host, issuer.Issue("k2"));
        }
    }

    [Fact]
    public async Task An_authority_that_cannot_be_reached_is_answered_with_503_and_logged()
    {
        string token;
        Issuer issuer;
        await using (issuer = await Issuer.StartAsync("k1"))
            token = issuer.Issue("k1");
        await using var host = await StartAsync(issuer);

        (await UpgradeAsync(host, token)).ShouldBe(HttpStatusCode.ServiceUnavailable);

        host.Log.Lines.ShouldContain(line => line.Contains(issuer.Address, StringComparison.Ordinal));
    }

    private static Task<GatewayHost> StartAsync(params Issuer[] issuers) => GatewayHost.StartAsync(options =>
    {
        options.Tokens.RequireHttpsAuthorities = false;
        options.RateLimits.TurnOff();
        foreach (var issuer in issuers)
            options.Tokens.Authorities.Add(issuer.Address);
    });

    private static async Task<HttpStatusCode> UpgradeAsync(GatewayHost host, string token)
    {
        using var response = await host.RequestUpgradeAsync(token);
        return response.StatusCode;
    }

    /// <summary>An issuer of tokens with a discovery document, at a free port of this machine.</summary>
    private sealed class Issuer(WebApplication app) : IAsyncDisposable
    {
        private readonly Dictionary<string, RSA> _keys = [];
        private string _published = "";

        public string Address { get; private set; } = "";

        public static async Task<Issuer> StartAsync(string key)
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            var issuer = new Issuer(builder.Build());
            await issuer.StartAsync();
            issuer.Rotate(key);
            return issuer;
        }

        public void Rotate(string key)
        {
            _keys.Add(key, RSA.Create(2048));
            Volatile.Write(ref _published, key);
        }

        public string Issue(string key, string? claimedIssuer = null) => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = claimedIssuer ?? Address,
            Claims = new Dictionary<string, object> { ["sub"] = "alice", ["custom:service"] = GatewayHost.Service },
            Expires = DateTime.UtcNow.AddHours(1),
            SigningCredentials = new SigningCredentials(
                new RsaSecurityKey(_keys[key]) { KeyId = key }, SecurityAlgorithms.RsaSha256),
        });

        public async ValueTask DisposeAsync()
        {
            await app.DisposeAsync();
            foreach (var key in _keys.Values)
                key.Dispose();
        }

        private async Task StartAsync()
        {
            app.MapGet("/.well-known/openid-configuration", WriteDocumentAsync);
            app.MapGet("/jwks.json", WriteKeysAsync);
            await app.StartAsync().OrHang();
            Address = app.Urls.Single();
        }

        private Task WriteDocumentAsync(HttpContext context) =>
            context.Response.WriteAsync(new JsonObject { ["issuer"] = Address, ["jwks_uri"] = $"{Address}/jwks.json" }.ToJsonString());

        private Task WriteKeysAsync(HttpContext context)
        {
            var key = Volatile.Read(ref _published);
            var parameters = _keys[key].ExportParameters(false);
            return context.Response.WriteAsync(new JsonObject
            {
                ["keys"] = new JsonArray(new JsonObject
                {
                    ["kty"] = "RSA",
                    ["use"] = "sig",
                    ["alg"] = "RS256",
                    ["kid"] = key,
                    ["n"] = Base64UrlEncoder.Encode(parameters.Modulus),
                    ["e"] = Base64UrlEncoder.Encode(parameters.Exponent),
                }),
            }.ToJsonString());
        }
    }
}
