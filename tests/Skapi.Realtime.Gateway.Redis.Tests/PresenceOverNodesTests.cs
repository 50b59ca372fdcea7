using System.Net;
using System.Text.Json.Nodes;
using Skapi.Realtime.Gateway.Redis.Tests.Infrastructure;
using Skapi.Realtime.Gateway.Tests.Infrastructure;

namespace Skapi.Realtime.Gateway.Redis.Tests;

/// <summary>Every node answers queries about the connections of all nodes.</summary>
public class PresenceOverNodesTests
{
    [Fact]
    public async Task Every_node_lists_the_members_of_all_nodes_in_pages()
    {
        await using var cluster = await Cluster.StartAsync();
        var clients = new List<RealtimeClient>();
        for (var index = 0; index < 7; index++)
        {
            clients.Add(await cluster.ConnectAsync(index % 3, $"user {index % 2}"));
            await clients[index].EnterAsync("G1");
        }

        var cids = clients.Select(client => client.Cid).ToList();
        (await PagesAsync(cluster, ascending: true, userId: null)).ShouldBe(cids);
        (await PagesAsync(cluster, ascending: false, userId: null)).ShouldBe(cids.AsEnumerable().Reverse());
        (await PagesAsync(cluster, ascending: true, userId: "user 1")).ShouldBe(cids.Where((_, index) => index % 2 == 1));
        foreach (var client in clients)
            await client.DisposeAsync();
    }

    [Fact]
    public async Task Every_node_finds_the_groups_of_all_nodes()
    {
        await using var cluster = await Cluster.StartAsync();
        await using var alice = await cluster.ConnectAsync(0, "alice");
        await using var bob = await cluster.ConnectAsync(1, "bob");
        await using var carol = await cluster.ConnectAsync(1, "carol");
        await alice.EnterAsync("G1: 50% of \"it\"");
        await bob.EnterAsync("G2");
        await carol.EnterAsync("G2");

        var (_, body) = await cluster.Nodes[2].QueryAsync(
            new { service = GatewayHost.Service, owner = GatewayHost.Owner }, cluster.Nodes[2].IdToken("reader"));

        body["list"]!.AsArray().Select(entry => (entry!["rid"]!.GetValue<string>(), entry["cnt"]!.GetValue<int>()))
            .ShouldBe([($"{GatewayHost.Service}#G1: 50% of \"it\"", 1), ($"{GatewayHost.Service}#G2", 2)]);
    }

    private static async Task<List<string>> PagesAsync(Cluster cluster, bool ascending, string? userId)
    {
        var cids = new List<string>();
        JsonNode? key = null;
        for (var node = 0; key?.GetValueKind() != System.Text.Json.JsonValueKind.String; node++)
        {
            var query = new JsonObject
            {
                ["service"] = GatewayHost.Service,
                ["owner"] = GatewayHost.Owner,
                ["group"] = "G1",
                ["limit"] = 2,
                ["ascending"] = ascending,
            };
            if (userId is not null)
                query["user_id"] = userId;
            if (key is not null)
                query["startKey"] = key.DeepClone();
            var (status, body) = await cluster.Nodes[node % 3].QueryAsync(query, cluster.Nodes[node % 3].IdToken("reader"));
            status.ShouldBe(HttpStatusCode.OK, body.ToJsonString());
            cids.AddRange(body["list"]!.AsArray().Select(entry => entry!.AsObject().Text("cid")!));
            key = body["startKey"];
        }

        return cids;
    }
}
