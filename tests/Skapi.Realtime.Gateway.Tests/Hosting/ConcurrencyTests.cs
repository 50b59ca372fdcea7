using System.Globalization;
using System.Text.Json.Nodes;
using Skapi.Realtime.Gateway.Tests.Infrastructure;

namespace Skapi.Realtime.Gateway.Tests.Hosting;

public class ConcurrencyTests
{
    private const int Clients = 24;
    private const int Posts = 40;

    [Fact]
    public async Task Posts_of_many_at_once_reach_everyone_in_one_order()
    {
        await using var host = await GatewayHost.StartAsync();
        var clients = await ConnectAsync(host);
        foreach (var client in clients)
            await client.JoinAsync("G1");
        foreach (var client in clients)
            await SkipNoticesAsync(client);

        var sending = clients.Select((client, index) => Task.Run(async () =>
        {
            for (var post = 0; post < Posts; post++)
                await client.BroadcastAsync("G1", $"{index}:{post}");
        }));
        var receiving = clients.Select(client => Task.Run(async () =>
        {
            var seen = new List<string>();
            while (seen.Count < Clients * Posts)
            {
                if ((await client.ReceiveAsync()).Text("#message") is { } message)
                    seen.Add(message);
            }

            return seen;
        })).ToList();
        await Task.WhenAll(sending);
        var received = await Task.WhenAll(receiving);

        received[0].Distinct().Count().ShouldBe(Clients * Posts);
        foreach (var other in received)
            other.ShouldBe(received[0]);
        for (var index = 0; index < Clients; index++)
        {
            var own = received[0].Where(message => message.StartsWith($"{index}:", StringComparison.Ordinal));
            own.ShouldBe(Enumerable.Range(0, Posts).Select(post => $"{index}:{post}"));
        }

        foreach (var client in clients)
            await client.DisposeAsync();
    }

    [Fact]
    public async Task After_many_joins_and_leaves_at_once_presence_is_what_each_client_did_last()
    {
        await using var host = await GatewayHost.StartAsync();
        var clients = await ConnectAsync(host);

        await Task.WhenAll(clients.Select((client, index) => Task.Run(async () =>
        {
            var random = new Random(index);
            for (var move = 0; move < 30; move++)
                await client.JoinAsync(random.Next(4) is var room and < 3 ? $"G{room}" : null);
            await client.JoinAsync($"G{index % 3}");
            // The signal to itself comes back after everything before it was acted on.
            await client.SignalAsync(client.Cid, new { done = true });
            while ((await client.ReceiveAsync())["#rtc"] is null)
            {
            }
        })));

        for (var room = 0; room < 3; room++)
        {
            var (_, body) = await host.QueryAsync(
                new { service = GatewayHost.Service, owner = GatewayHost.Owner, group = $"G{room}" }, host.IdToken("user 0"));
            body["list"]!.AsArray().Select(entry => entry!.AsObject().Text("cid"))
                .ShouldBe(clients.Where((_, index) => index % 3 == room).Select(client => client.Cid), ignoreOrder: true);
        }

        await Task.WhenAll(clients.Select(client => client.CloseAsync()));
        foreach (var client in clients)
            await client.DisposeAsync();
    }

    private static async Task<IReadOnlyList<RealtimeClient>> ConnectAsync(GatewayHost host) =>
        await Task.WhenAll(
            Enumerable.Range(0, Clients).Select(index => host.ConnectAsync(string.Create(CultureInfo.InvariantCulture, $"user {index}"))));

    private static async Task SkipNoticesAsync(RealtimeClient client)
    {
        await client.SignalAsync(client.Cid, new { ready = true });
        JsonObject frame;
        do
            frame = await client.ReceiveAsync();
        while (frame["#rtc"] is null);
    }
}
