using System.Net;
using System.Text.Json.Nodes;
using Skapi.Realtime.Gateway.Tests.Infrastructure;

namespace Skapi.Realtime.Gateway.Tests.Hosting;

public class PresenceTests
{
    private const string Service = GatewayHost.Service;
    private const string Owner = GatewayHost.Owner;

    [Fact]
    public async Task The_users_of_a_group_are_listed_one_entry_a_connection()
    {
        await using var host = await GatewayHost.StartAsync();
        await using var alice = await host.ConnectAsync("alice");
        await using var desk = await host.ConnectAsync("bob");
        await using var phone = await host.ConnectAsync("bob");
        await using var carol = await host.ConnectAsync("carol");
        await alice.EnterAsync("G1");
        await desk.EnterAsync("G1");
        await phone.EnterAsync("G1");
        await carol.EnterAsync("G2");

        var (status, body) = await host.QueryAsync(new { service = Service, owner = Owner, group = "G1" }, host.IdToken("carol"));

        status.ShouldBe(HttpStatusCode.OK);
        body["list"]!.ToJsonString().ShouldBe(Entries(("alice", alice.Cid), ("bob", desk.Cid), ("bob", phone.Cid)));
        body.Text("startKey").ShouldBe("end");
    }

    [Fact]
    public async Task One_users_connections_in_a_group_are_listed()
    {
        await using var host = await GatewayHost.StartAsync();
        await using var alice = await host.ConnectAsync("alice");
        await using var bob = await host.ConnectAsync("bob");
        await alice.EnterAsync("G1");
        await bob.EnterAsync("G1");

        var (_, body) = await host.QueryAsync(
            new { service = Service, owner = Owner, group = "G1", user_id = "bob" }, host.IdToken("alice"));

        body["list"]!.ToJsonString().ShouldBe(Entries(("bob", bob.Cid)));
    }

    [Fact]
    public async Task A_group_that_nobody_is_in_is_empty()
    {
        await using var host = await GatewayHost.StartAsync();
        await using var alice = await host.ConnectAsync("alice");
        await alice.EnterAsync("G1");
        await alice.EnterAsync("G2");

        var (status, body) = await host.QueryAsync(new { service = Service, owner = Owner, group = "G1" }, host.IdToken("alice"));

        status.ShouldBe(HttpStatusCode.OK);
        body.ToJsonString().ShouldBe("""{"list":[],"startKey":"end"}""");
    }

    [Fact]
    public async Task Groups_are_searched_with_the_client_s_defaults()
    {
        await using var host = await GatewayHost.StartAsync();
        await using var alice = await host.ConnectAsync("alice");
        await using var bob = await host.ConnectAsync("bob");
        await using var carol = await host.ConnectAsync("carol");
        await alice.EnterAsync("G2");
        await bob.EnterAsync("G2");
        await carol.EnterAsync("G1");

        var (_, body) = await host.QueryAsync(
            new { service = Service, owner = Owner, searchFor = "group", value = " ", condition = ">" }, host.IdToken("alice"));

        body.ToJsonString().ShouldBe($$"""{"list":[{"rid":"{{Service}}#G1","cnt":1},{"rid":"{{Service}}#G2","cnt":2}],"startKey":"end"}""");
    }

    [Fact]
    public async Task Pages_follow_each_other_to_the_end()
    {
        await using var host = await GatewayHost.StartAsync();
        await using var alice = await host.ConnectAsync("alice");
        await using var bob = await host.ConnectAsync("bob");
        await using var carol = await host.ConnectAsync("carol");
        await alice.EnterAsync("G1");
        await bob.EnterAsync("G2");
        await carol.EnterAsync("G3");
        var seen = new List<string>();
        JsonNode? startKey = "start";

        for (var page = 0; startKey!.ToString() != "end"; page++)
        {
            page.ShouldBeLessThan(2);
            var (_, body) = await host.QueryAsync(new { service = Service, owner = Owner, limit = 2, startKey }, host.IdToken("alice"));
            seen.AddRange(body["list"]!.AsArray().Select(entry => entry!.AsObject().Text("rid")!));
            startKey = body["startKey"];
        }

        seen.ShouldBe([$"{Service}#G1", $"{Service}#G2", $"{Service}#G3"]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("nonsense")]
    public async Task A_query_needs_a_token(string? authorization)
    {
        await using var host = await GatewayHost.StartAsync();

        var (status, body) = await host.QueryAsync(new { service = Service, owner = Owner, group = "G1" }, authorization);

        status.ShouldBe(HttpStatusCode.Unauthorized);
        body.Text("code").ShouldBe("INVALID_TOKEN");
    }

    [Fact]
    public async Task A_query_does_not_take_its_token_from_the_address()
    {
        await using var host = await GatewayHost.StartAsync();

        var path = $"/realtime/get-ws-group?token={host.IdToken("alice")}";
        using var response = await host.Http.PostAsync(new Uri(path, UriKind.Relative), new StringContent("{}"))
            .OrHang();

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Another_service_is_not_shown()
    {
        await using var host = await GatewayHost.StartAsync();

        var (status, body) = await host.QueryAsync(new { service = "ap22other", owner = Owner, group = "G1" }, host.IdToken("alice"));

        status.ShouldBe(HttpStatusCode.BadRequest);
        body.Text("message").ShouldNotBeNull().ShouldContain("service");
    }

    [Theory]
    [InlineData("", "byte 0")]
    [InlineData("[]", "")]
    [InlineData("""{"owner":"o"}""", "service")]
    [InlineData("""{"service":"ap22service","owner":"OWNER","searchFor":"size"}""", "searchFor")]
    [InlineData("""{"service":"ap22service","owner":"OWNER","condition":"like"}""", "condition")]
    [InlineData("""{"service":"ap22service","owner":"OWNER","searchFor":"number_of_users","value":"2"}""", "value")]
    [InlineData("""{"service":"ap22service","owner":"OWNER","value":2}""", "value")]
    [InlineData("""{"service":"ap22service","owner":"OWNER","value":"b","range":"a"}""", "range")]
    [InlineData("""{"service":"ap22service","owner":"OWNER","limit":0}""", "limit")]
    [InlineData("""{"service":"ap22service","owner":"OWNER","limit":1001}""", "limit")]
    [InlineData("""{"service":"ap22service","owner":"OWNER","startKey":"nonsense"}""", "startKey")]
    [InlineData("""{"service":"ap22service","owner":"OWNER","group":"G1","startKey":{"after":"group:G1"}}""", "startKey")]
    [InlineData("""{"service":"ap22service","owner":"OWNER","startKey":{"\ud800":1}}""", "startKey")]
    [InlineData("""{"service":"ap22service","owner":"OWNER","startKey":{"after":"\ud800"}}""", "startKey")]
    [InlineData("""{"service":"ap22service","owner":"OWNER","value":"\ud800"}""", "value")]
    [InlineData("""{"\ud800":1,"service":"ap22service"}""", "surrogate")]
    [InlineData("""{"service":"ap22service","owner":"OWNER","group":1}""", "/group")]
    public async Task A_bad_body_is_answered_by_what_is_wrong_with_it(string json, string named)
    {
        await using var host = await GatewayHost.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/realtime/get-ws-group")
        {
            Content = new StringContent(json.Replace("OWNER", Owner, StringComparison.Ordinal)),
        };
        request.Headers.TryAddWithoutValidation("Authorization", host.IdToken("alice"));

        using var response = await host.Http.SendAsync(request).OrHang();

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var body = JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsObject();
        body.Text("code").ShouldBe("INVALID_PARAMETER");
        body.Text("message").ShouldNotBeNull().ShouldContain(named);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_over_the_limit_is_refused(bool saysItsLength)
    {
        await using var host = await GatewayHost.StartAsync();
        using var request =
            new HttpRequestMessage(HttpMethod.Post, "/realtime/get-ws-group") { Content = new ByteArrayContent(new byte[100_000]) };
        request.Headers.TryAddWithoutValidation("Authorization", host.IdToken("alice"));
        request.Headers.TransferEncodingChunked = !saysItsLength;

        using var response = await host.Http.SendAsync(request).OrHang();

        response.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    private static string Entries(params (string UserId, string Cid)[] members) =>
        $"[{string.Join(",", members.Select(member => $$"""{"uid":"{{Service}}#{{member.UserId}}","cid":"{{member.Cid}}"}"""))}]";
}
