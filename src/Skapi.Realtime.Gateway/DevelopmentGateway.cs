using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Skapi.Realtime.Gateway.Configuration;
using Skapi.Realtime.Gateway.Development;

namespace Skapi.Realtime.Gateway;

/// <summary>
/// A gateway within the process, on a free port of this machine, which trusts the tokens that it issues itself: for tests, samples and
/// benchmarks of apps that call. Never in production.
/// </summary>
public sealed class DevelopmentGateway : IAsyncDisposable
{
    private const string Path = "/realtime";

    private readonly WebApplication _app;

    private DevelopmentGateway(WebApplication app) => _app = app;

    /// <summary>The service that it serves: its identifier and its owner's.</summary>
    public static SkapiService Service { get; } = new("development-service", "development-owner");

    /// <summary>Where it listens.</summary>
    public Uri Address => new(_app.Urls.First());

    /// <summary>The realtime endpoint: a client's <c>websocket_private</c>.</summary>
    public Uri WebSocketEndpoint => new UriBuilder(Address) { Scheme = "ws", Path = Path }.Uri;

    /// <summary>The HTTP endpoint that answers <c>get-ws-group</c>: a client's <c>record_private</c>.</summary>
    public Uri RecordEndpoint => new(Address, Path + "/");

    /// <summary>Starts a gateway.</summary>
    /// <param name="configure">Changes the options; null keeps them.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    public static async Task<DevelopmentGateway> StartAsync(
        Action<SkapiRealtimeOptions>? configure = null, CancellationToken cancellationToken = default)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSkapiRealtime(options =>
        {
            options.UseDevelopmentKey();
            options.Services.Add(Service);
            configure?.Invoke(options);
        });

        var gateway = new DevelopmentGateway(builder.Build());
        try
        {
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

    /// <summary>Issues the two tokens that a user signs in with.</summary>
    /// <param name="userId">The user's id, a UUID.</param>
    public (string AccessToken, string IdToken) IssueTokens(string userId)
    {
        var tokens = _app.Services.GetRequiredService<DevelopmentTokens>();
        return (tokens.IssueAccessToken(userId, Service.Service, Service.Owner), tokens.IssueIdToken(userId, Service.Service, Service.Owner));
    }

    /// <summary>Closes every connection and stops.</summary>
    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
