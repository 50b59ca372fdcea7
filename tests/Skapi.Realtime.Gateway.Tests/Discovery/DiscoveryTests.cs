using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Skapi.Realtime.Gateway.Configuration;
using Skapi.Realtime.Gateway.Tests.Infrastructure;

namespace Skapi.Realtime.Gateway.Tests.Discovery;

public class DiscoveryTests
{
    [Fact]
    public async Task The_documents_name_the_host_that_was_asked()
    {
        await using var host = await GatewayHost.StartAsync();

        var admin = await GetAsync(host, "/ap22/admin-v1.json", "localhost:1234");
        var record = await GetAsync(host, "/ap22/record-v1.json", "localhost:1234");

        admin.Text("service_public").ShouldBe("http://localhost:1234/");
        admin.Text("userpool_id").ShouldBe("local_development");
        admin.Text("userpool_client").ShouldBe("skapi-development");
        record.Text("record_private").ShouldBe("http://localhost:1234/realtime/");
        record.Text("websocket_private").ShouldBe("ws://localhost:1234/realtime");
    }

    [Fact]
    public async Task What_the_documents_name_is_there()
    {
        await using var host = await GatewayHost.StartAsync();
        var record = await GetAsync(host, "/ap22/record-v1.json");
        var admin = await GetAsync(host, "/ap22/admin-v1.json");

        using var presence = await host.Http.PostAsync(new Uri($"{record.Text("record_private")}get-ws-group"), new StringContent("{}"))
            .OrHang();
        var address = record.Text("websocket_private")!.Replace("ws:", "http:", StringComparison.Ordinal);
        using var realtime = await host.Http.GetAsync(new Uri(address))
            .OrHang();
        using var service = await host.Http.GetAsync(new Uri($"{admin.Text("service_public")}service?service=s&owner=o&refresh=false"))
            .OrHang();

        presence.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        realtime.StatusCode.ShouldBe(HttpStatusCode.UpgradeRequired);
        service.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_service_document_has_what_the_client_takes_for_its_connection()
    {
        await using var host = await GatewayHost.StartAsync();

        var connection = await GetAsync(host, $"/service?service={GatewayHost.Service}&owner={GatewayHost.Owner}&refresh=false");

        connection.Text("ip").ShouldBe("127.0.0.1");
        connection.Text("service_name").ShouldBe("Skapi for .NET");
        connection["group"]!.GetValue<int>().ShouldBe(3);
    }

    [Fact]
    public async Task A_service_that_is_not_served_does_not_exist()
    {
        await using var host = await GatewayHost.StartAsync(
            options => options.Services.Add(new SkapiService(GatewayHost.Service, GatewayHost.Owner)));

        var path = $"/service?service={GatewayHost.Service}&owner={GatewayHost.Owner}";
        using var known = await host.Http.GetAsync(new Uri(path, UriKind.Relative))
            .OrHang();
        using var unknown = await host.Http.GetAsync(new Uri($"/service?service=another&owner={GatewayHost.Owner}", UriKind.Relative))
            .OrHang();

        known.StatusCode.ShouldBe(HttpStatusCode.OK);
        unknown.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await unknown.Content.ReadAsStringAsync()).ShouldContain("NOT_EXISTS");
    }

    [Fact]
    public async Task The_documents_are_ASCII_because_the_client_reads_them_with_atob()
    {
        await using var host = await GatewayHost.StartAsync(options => options.Discovery.UserPoolClient = "café €");

        var bytes = await host.Http.GetByteArrayAsync(new Uri("/ap22/admin-v1.json", UriKind.Relative)).OrHang();

        Ascii.IsValid(bytes).ShouldBeTrue();
        JsonNode.Parse(bytes)!.AsObject().Text("userpool_client").ShouldBe("café €");
    }

    [Fact]
    public async Task Paths_and_groups_of_the_app_are_followed()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSkapiRealtime(options => options.UseDevelopmentKey());
        await using var app = builder.Build();
        app.UsePathBase("/base");
        app.UseRouting();
        var api = app.MapGroup("/api");
        api.MapSkapiRealtime("rt");
        api.MapSkapiDiscovery("/found");
        await app.StartAsync().OrHang();
        var address = app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single();
        using var http = new HttpClient { BaseAddress = new Uri(address) };

        var admin = JsonNode.Parse(
            await http.GetStringAsync(new Uri("/base/api/found/us31/admin-v1.json", UriKind.Relative)).OrHang())!.AsObject();
        var record = JsonNode.Parse(
            await http.GetStringAsync(new Uri("/base/api/found/us31/record-v1.json", UriKind.Relative)).OrHang())!.AsObject();
        using var service = await http.GetAsync(new Uri($"{admin.Text("service_public")}service?service=s&owner=o")).OrHang();
        using var presence = await http.PostAsync(new Uri($"{record.Text("record_private")}get-ws-group"), new StringContent("{}"))
            .OrHang();

        record.Text("websocket_private").ShouldBe($"{address.Replace("http", "ws", StringComparison.Ordinal)}/base/api/rt");
        service.StatusCode.ShouldBe(HttpStatusCode.OK);
        presence.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private static async Task<JsonObject> GetAsync(GatewayHost host, string path, string? name = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Host = name;
        using var response = await host.Http.SendAsync(request).OrHang();
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsObject();
    }
}
