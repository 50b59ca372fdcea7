using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Skapi.Realtime.Gateway.Configuration;
using Skapi.Realtime.Gateway.Tests.Infrastructure;

namespace Skapi.Realtime.Gateway.Tests.Turn;

/// <summary>A client gets STUN and TURN servers with a credential that coturn verifies by the shared secret.</summary>
public class IceServersTests
{
    private const string Secret = "logen";

    private readonly FakeTimeProvider _time = new(DateTimeOffset.FromUnixTimeSeconds(1_800_000_000));

    [Fact]
    public async Task A_credential_names_its_expiry_and_user_and_is_signed_with_the_shared_secret()
    {
        await using var host = await StartAsync();

        var answer = await GetAsync(host, host.AccessToken("alice"));

        var turn = answer["iceServers"]![1]!;
        turn["username"]!.GetValue<string>().ShouldBe("1800003600:alice");
        // Computed with: printf 1800003600:alice | openssl dgst -sha1 -hmac logen -binary | base64
        turn["credential"]!.GetValue<string>().ShouldBe("7CXrwWnz7huuQVXy1Ggneh9kxEs=");
        turn["urls"]!.AsArray().Select(static url => url!.GetValue<string>()).ShouldBe(["turn:turn.example:3478?transport=udp"]);
        answer["lifetimeSeconds"]!.GetValue<int>().ShouldBe(3600);
    }

    [Fact]
    public async Task A_stun_server_needs_no_credential()
    {
        await using var host = await StartAsync();

        var stun = (await GetAsync(host, host.AccessToken("alice")))["iceServers"]![0]!.AsObject();

        stun.Select(static member => member.Key).ShouldBe(["urls"]);
        stun["urls"]![0]!.GetValue<string>().ShouldBe("stun:turn.example:3478");
    }

    [Fact]
    public async Task The_answer_is_not_cached()
    {
        await using var host = await StartAsync();

        using var response = await SendAsync(host, host.AccessToken("alice"));

        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
    }

    [Fact]
    public async Task Without_a_valid_token_there_is_no_credential()
    {
        await using var host = await StartAsync();

        using var response = await SendAsync(host, "not a token");

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Without_servers_the_endpoint_does_not_exist()
    {
        await using var host = await GatewayHost.StartAsync();

        using var response = await SendAsync(host, host.AccessToken("alice"));

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("http://turn.example", "secret", "Turn.Urls")]
    [InlineData("turn:turn.example", "", "Turn.SharedSecret")]
    public void Servers_that_cannot_work_are_refused_at_the_start(string url, string secret, string property)
    {
        var options = new SkapiRealtimeOptions();
        options.UseDevelopmentKey();
        options.Turn.Urls.Add(url);
        options.Turn.SharedSecret = secret;

        new SkapiRealtimeOptionsValidator().Validate(null, options).FailureMessage.ShouldNotBeNull().ShouldContain(property);
    }

    private Task<GatewayHost> StartAsync() => GatewayHost.StartAsync(
        static options =>
        {
            options.Turn.StunUrls.Add("stun:turn.example:3478");
            options.Turn.Urls.Add("turn:turn.example:3478?transport=udp");
            options.Turn.SharedSecret = Secret;
        },
        _time);

    private static async Task<JsonNode> GetAsync(GatewayHost host, string token)
    {
        using var response = await SendAsync(host, token);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync().OrHang())!;
    }

    private static async Task<HttpResponseMessage> SendAsync(GatewayHost host, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/realtime/ice-servers");
        request.Headers.Authorization = AuthenticationHeaderValue.Parse($"Bearer {Uri.EscapeDataString(token)}");
        return await host.Http.SendAsync(request).OrHang();
    }
}
