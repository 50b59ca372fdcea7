using System.Net;
using Skapi.Realtime.Gateway.Tests.Infrastructure;

namespace Skapi.Realtime.Gateway.Tests.Hosting;

public class CorsTests
{
    private const string Origin = "https://app.example";

    [Fact]
    public async Task A_preflight_allows_the_headers_of_the_published_client()
    {
        await using var host = await GatewayHost.StartAsync();

        using var response = await PreflightAsync(host, "/realtime/get-ws-group", "POST");

        response.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        Header(response, "Access-Control-Allow-Origin").ShouldBe("*");
        Header(response, "Access-Control-Allow-Methods").ShouldBe("POST");
        Header(response, "Access-Control-Allow-Headers").Split(',', StringSplitOptions.TrimEntries)
            .ShouldBe(["Authorization", "Content-Type", "Content-Meta"], ignoreOrder: true);
    }

    [Fact]
    public async Task The_service_document_may_be_asked_from_another_origin_too()
    {
        await using var host = await GatewayHost.StartAsync();

        using var response = await PreflightAsync(host, "/service?service=s&owner=o", "GET");

        Header(response, "Access-Control-Allow-Origin").ShouldBe("*");
        Header(response, "Access-Control-Allow-Methods").ShouldBe("GET");
    }

    [Fact]
    public async Task An_origin_that_is_not_among_the_allowed_ones_gets_no_permission()
    {
        await using var host = await GatewayHost.StartAsync(options => options.AllowedOrigins.Add("https://another.example"));

        using var response = await PreflightAsync(host, "/realtime/get-ws-group", "POST");

        response.Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();
    }

    [Fact]
    public async Task An_origin_among_the_allowed_ones_is_named()
    {
        await using var host = await GatewayHost.StartAsync(options => options.AllowedOrigins.Add(Origin));

        using var response = await PreflightAsync(host, "/realtime/get-ws-group", "POST");

        Header(response, "Access-Control-Allow-Origin").ShouldBe(Origin);
    }

    [Fact]
    public async Task An_error_can_be_read_from_another_origin()
    {
        await using var host = await GatewayHost.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/realtime/get-ws-group") { Content = new StringContent("{}") };
        request.Headers.Add("Origin", Origin);

        using var response = await host.Http.SendAsync(request).OrHang();

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        Header(response, "Access-Control-Allow-Origin").ShouldBe("*");
    }

    private static async Task<HttpResponseMessage> PreflightAsync(GatewayHost host, string path, string method)
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, path);
        request.Headers.Add("Origin", Origin);
        request.Headers.Add("Access-Control-Request-Method", method);
        request.Headers.Add("Access-Control-Request-Headers", "authorization,content-meta,content-type");
        return await host.Http.SendAsync(request).OrHang();
    }

    private static string Header(HttpResponseMessage response, string name) => string.Join(",", response.Headers.GetValues(name));
}
