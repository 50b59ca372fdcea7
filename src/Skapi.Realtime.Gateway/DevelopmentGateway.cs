using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Skapi.Realtime.Gateway.Configuration;
using Skapi.Realtime.Gateway.Development;

namespace Skapi.Realtime.Gateway;

/// <summary>
/// A gateway inside the process, on a free port of this machine, for tests, samples and benchmarks of apps that call. It trusts the
/// tokens that it issues itself and has no rate limits, so never use it in production.
/// </summary>
/// <remarks>
/// .NET clients and pages with the published <c>skapi-js</c> can use it. A page constructs <c>new Skapi(service, owner)</c> with
/// <see cref="Service"/>, finds the endpoints through the discovery documents below <see cref="Address"/>, and gets its session from
/// <see cref="CreateBrowserSession"/>.
/// </remarks>
public sealed class DevelopmentGateway : IAsyncDisposable
{
    private const string Path = "/realtime";

    private readonly WebApplication _app;

    private DevelopmentGateway(WebApplication app) => _app = app;

    /// <summary>
    /// The service that it serves. The identifiers have the form that the published client accepts: a region (<c>ap21</c>) and letters or
    /// digits for the service, and a UUID for its owner.
    /// </summary>
    public static SkapiService Service { get; } = new("ap21developmentservice", "00000000-0000-4000-8000-0000000d0e70");

    /// <summary>The address at which it listens: the base address of its discovery documents and of the page of the app.</summary>
    public Uri Address => new(_app.Urls.First());

    /// <summary>The realtime endpoint: a client's <c>websocket_private</c>.</summary>
    public Uri WebSocketEndpoint => new UriBuilder(Address) { Scheme = "ws", Path = Path }.Uri;

    /// <summary>The HTTP endpoint with <c>get-ws-group</c>: a client's <c>record_private</c>.</summary>
    public Uri RecordEndpoint => new(Address, Path + "/");

    /// <summary>Starts a gateway.</summary>
    /// <param name="configure">Changes the options, or null.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    public static Task<DevelopmentGateway> StartAsync(
        Action<SkapiRealtimeOptions>? configure = null, CancellationToken cancellationToken = default) =>
        StartAsync(configure, configureServices: null, configureApp: null, cancellationToken);

    /// <summary>Starts a gateway with services of an app, such as hooks, and with what it serves, such as the files of a page.</summary>
    /// <param name="configure">Changes the options, or null.</param>
    /// <param name="configureServices">Adds services, or null. Called after the gateway's services are added.</param>
    /// <param name="configureApp">Adds middleware and endpoints, or null. Called before the gateway's endpoints are mapped.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    public static async Task<DevelopmentGateway> StartAsync(
        Action<SkapiRealtimeOptions>? configure,
        Action<IServiceCollection>? configureServices,
        Action<WebApplication>? configureApp,
        CancellationToken cancellationToken = default)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSkapiRealtime(options =>
        {
            options.UseDevelopmentKey();
            options.Services.Add(Service);
            options.RateLimits.TurnOff();
            options.DrainTime = TimeSpan.Zero;
            configure?.Invoke(options);
        });
        configureServices?.Invoke(builder.Services);

        var gateway = new DevelopmentGateway(builder.Build());
        try
        {
            configureApp?.Invoke(gateway._app);
            gateway._app.MapSkapiDiscovery();
            gateway._app.MapSkapiRealtime(Path);
            await gateway._app.StartAsync(cancellationToken).ConfigureAwait(false);
            return gateway;
        }
        catch
        {
            await gateway.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Issues the two tokens with which a user signs in.</summary>
    /// <param name="userId">The user's id, a UUID.</param>
    public (string AccessToken, string IdToken) IssueTokens(string userId)
    {
        var tokens = _app.Services.GetRequiredService<DevelopmentTokens>();
        var (service, owner) = Service;
        return (tokens.IssueAccessToken(userId, service, owner), tokens.IssueIdToken(userId, service, owner));
    }

    /// <summary>
    /// Creates the entries that a page must put into <c>localStorage</c> before it constructs <c>Skapi</c>, so that the published client
    /// finds a user who is signed in.
    /// </summary>
    /// <param name="userId">The user's id, a UUID.</param>
    public IReadOnlyDictionary<string, string> CreateBrowserSession(string userId)
    {
        var (accessToken, idToken) = IssueTokens(userId);
        var client = _app.Services.GetRequiredService<IOptions<SkapiRealtimeOptions>>().Value.Discovery.UserPoolClient;
        var prefix = $"CognitoIdentityServiceProvider.{client}.";
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [$"{prefix}LastAuthUser"] = userId,
            [$"{prefix}{userId}.idToken"] = idToken,
            [$"{prefix}{userId}.accessToken"] = accessToken,
            [$"{prefix}{userId}.refreshToken"] = "none",
            [$"{prefix}{userId}.clockDrift"] = "0",
        };
    }

    /// <summary>Closes every connection and stops.</summary>
    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
