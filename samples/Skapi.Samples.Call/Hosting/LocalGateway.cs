using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Skapi.Realtime.Gateway;
using Skapi.Rtc;
using Skapi.Rtc.Transport;

namespace Skapi.Samples.Call.Hosting;

/// <summary>A gateway on a free port of this machine, which trusts the tokens that it issues itself.</summary>
internal sealed class LocalGateway : IAsyncDisposable
{
    private const string Service = "sample-service";
    private const string Owner = "sample-owner";

    private readonly WebApplication _app;

    private LocalGateway(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.First());

    public static async Task<LocalGateway> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSkapiRealtime(options =>
        {
            options.UseDevelopmentKey();
            options.Services.Add(new SkapiService(Service, Owner));
        });

        var app = builder.Build();
        app.MapSkapiRealtime("/realtime");
        await app.StartAsync();
        return new LocalGateway(app);
    }

    /// <summary>A client of this gateway, signed in as a new user.</summary>
    public SkapiClient CreateClient(IRtcTransport transport)
    {
        var tokens = _app.Services.GetRequiredService<DevelopmentTokens>();
        var userId = Guid.NewGuid().ToString();
        return new SkapiClient(
            new SkapiClientOptions
            {
                WebSocketEndpoint = new UriBuilder(Address) { Scheme = "ws", Path = "/realtime" }.Uri,
                RecordEndpoint = new Uri(Address, "/realtime/"),
                Service = Service,
                Owner = Owner,
                Tokens = SkapiTokens.Fixed(tokens.IssueAccessToken(userId, Service, Owner), tokens.IssueIdToken(userId, Service, Owner)),
                IceServers = [],
            },
            transport);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
