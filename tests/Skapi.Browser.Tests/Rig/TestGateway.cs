using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Skapi.Realtime.Gateway;

namespace Skapi.Browser.Tests.Rig;

/// <summary>A development gateway that also serves the harness page and the published client.</summary>
public sealed class TestGateway : IAsyncDisposable
{
    private readonly DevelopmentGateway _gateway;

    private TestGateway(DevelopmentGateway gateway) => _gateway = gateway;

    /// <summary>The service of all clients in the tests.</summary>
    public static string Service => DevelopmentGateway.Service.Service;

    /// <summary>The service's owner.</summary>
    public static string Owner => DevelopmentGateway.Service.Owner;

    /// <summary>The port that the system chose.</summary>
    public int Port => _gateway.Address.Port;

    /// <summary>The origin, with the host name localhost, because a page on another host gets no camera without https.</summary>
    public string Url => $"http://localhost:{Port}";

    /// <summary>Starts a gateway.</summary>
    /// <param name="configureServices">Adds services, or null.</param>
    public static async Task<TestGateway> StartAsync(Action<IServiceCollection>? configureServices = null) =>
        new(await DevelopmentGateway.StartAsync(configure: null, configureServices, app =>
        {
            Serve(app, "/harness", Repository.PathOf("tests", "Skapi.Browser.Tests", "Page"));
            Serve(app, "/lib/skapi-js", Repository.PathOf("tests", "Skapi.Browser.Tests", "node_modules", "skapi-js", "dist"));
        }));

    /// <summary>Issues the tokens of a user.</summary>
    public (string AccessToken, string IdToken) IssueTokens(string userId) => _gateway.IssueTokens(userId);

    /// <summary>A script that puts a user's session where the published client looks for it.</summary>
    public string SessionScript(string userId) => $$"""
        for (const [key, value] of Object.entries({{JsonSerializer.Serialize(_gateway.CreateBrowserSession(userId))}}))
            localStorage.setItem(key, value);
        window.testSession = {{JsonSerializer.Serialize(new { service = Service, owner = Owner })}};
        """;

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    private static void Serve(WebApplication app, string path, string folder)
    {
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException($"{folder} is absent; eng/install-npm.sh installs the npm packages.");

        var types = new FileExtensionContentTypeProvider();
        types.Mappings[".mjs"] = "text/javascript";
        app.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = new PhysicalFileProvider(folder),
            RequestPath = path,
            ContentTypeProvider = types,
        });
    }
}
