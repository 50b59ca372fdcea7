using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Skapi.Realtime.Gateway;
using Skapi.Realtime.Gateway.Configuration;
using Skapi.Realtime.Gateway.Development;

namespace Skapi.Browser.Tests.Rig;

/// <summary>A gateway on a free port, which also serves the harness page and the published client.</summary>
public sealed class TestGateway : IAsyncDisposable
{
    /// <summary>The service that everyone in the tests uses.</summary>
    public const string Service = "ap21skapibrowsertests";

    /// <summary>The service's owner.</summary>
    public const string Owner = "4f1c6a52-0d0e-4f0b-9d0a-6b7f2f7f9b11";

    private readonly WebApplication _app;

    private TestGateway(WebApplication app)
    {
        _app = app;
        Port = new Uri(app.Urls.Single()).Port;
    }

    /// <summary>The port that the system chose.</summary>
    public int Port { get; }

    /// <summary>The origin, with the host name localhost: a page elsewhere gets no camera without https.</summary>
    public string Url => $"http://localhost:{Port}";

    /// <summary>Issues the tests' tokens.</summary>
    public DevelopmentTokens Tokens => _app.Services.GetRequiredService<DevelopmentTokens>();

    public static async Task<TestGateway> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSkapiRealtime(options => options.UseDevelopmentKey());
        var app = builder.Build();
        Serve(app, "/harness", Repository.PathOf("tests", "Skapi.Browser.Tests", "Page"));
        Serve(app, "/lib/skapi-js", Repository.PathOf("tests", "Skapi.Browser.Tests", "node_modules", "skapi-js", "dist"));
        app.MapSkapiDiscovery();
        app.MapSkapiRealtime();
        await app.StartAsync();
        return new TestGateway(app);
    }

    /// <summary>A script that puts a user's session where the published client looks for it.</summary>
    public string SessionScript(string userId)
    {
        var client = _app.Services.GetRequiredService<IOptions<SkapiRealtimeOptions>>().Value.Discovery.UserPoolClient;
        var prefix = $"CognitoIdentityServiceProvider.{client}.";
        var entries = new Dictionary<string, string>
        {
            [$"{prefix}LastAuthUser"] = userId,
            [$"{prefix}{userId}.idToken"] = Tokens.IssueIdToken(userId, Service, Owner),
            [$"{prefix}{userId}.accessToken"] = Tokens.IssueAccessToken(userId, Service, Owner),
            [$"{prefix}{userId}.refreshToken"] = "none",
            [$"{prefix}{userId}.clockDrift"] = "0",
        };
        return $$"""
            for (const [key, value] of Object.entries({{JsonSerializer.Serialize(entries)}})) localStorage.setItem(key, value);
            window.testSession = {{JsonSerializer.Serialize(new { service = Service, owner = Owner })}};
            """;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static void Serve(WebApplication app, string path, string folder)
    {
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException($"{folder} is absent; eng/install-npm.sh installs the npm packages.");

        var types = new FileExtensionContentTypeProvider();
        types.Mappings[".mjs"] = "text/javascript";
        app.UseStaticFiles(new StaticFileOptions { FileProvider = new PhysicalFileProvider(folder), RequestPath = path, ContentTypeProvider = types });
    }
}
