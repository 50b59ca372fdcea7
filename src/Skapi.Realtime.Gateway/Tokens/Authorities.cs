using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Skapi.Realtime.Gateway.Configuration;

namespace Skapi.Realtime.Gateway.Tokens;

/// <summary>The keys of the issuers that have an OpenID Connect discovery document. Reads them when they are needed.</summary>
internal sealed class Authorities(
    IOptions<SkapiRealtimeOptions> options, IHttpClientFactory http, TimeProvider time, ILogger<Authorities> logger)
{
    /// <summary>The name of the HTTP client that reads the documents. An app can configure it, for example with a proxy.</summary>
    public const string HttpClientName = "Skapi.Realtime.Gateway";

    private const string DocumentPath = "/.well-known/openid-configuration";

    private readonly Dictionary<string, Authority> _authorities = options.Value.Tokens.Authorities
        .Distinct(StringComparer.Ordinal)
        .ToDictionary(
            static authority => authority,
            authority => new Authority(
                authority, CreateManager(authority, http, options.Value.Tokens.RequireHttpsAuthorities), time, logger),
            StringComparer.Ordinal);

    /// <summary>Returns the authority with the name of an issuer, or null if there is none.</summary>
    public Authority? Find(string issuer) => _authorities.GetValueOrDefault(issuer);

    private static ConfigurationManager<OpenIdConnectConfiguration> CreateManager(
        string authority, IHttpClientFactory http, bool requireHttps) =>
        new(
            authority.TrimEnd('/') + DocumentPath,
            new OpenIdConnectConfigurationRetriever(),
            new DocumentRetriever(http, requireHttps));

    /// <summary>Reads a document with a client of the factory, so that handlers and DNS changes are handled there.</summary>
    private sealed class DocumentRetriever(IHttpClientFactory http, bool requireHttps) : IDocumentRetriever
    {
        public async Task<string> GetDocumentAsync(string address, CancellationToken cancel)
        {
            using var client = http.CreateClient(HttpClientName);
            return await new HttpDocumentRetriever(client) { RequireHttps = requireHttps }
                .GetDocumentAsync(address, cancel).ConfigureAwait(false);
        }
    }
}
