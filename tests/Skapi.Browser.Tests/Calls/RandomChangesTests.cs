using System.Text.Json;
using Skapi.Browser.Tests.Rig;
using Skapi.Protocol;
using Skapi.Rtc;
using Skapi.Rtc.Media;

namespace Skapi.Browser.Tests.Calls;

/// <summary>A page and .NET change their media in any order. After each change the two agree on what flows.</summary>
public abstract class RandomChangesTests(IPageRig rig)
{
    private const int Changes = 6;
    private static readonly string[] Operations = ["add", "stop", "turn", "turn", "replace", "dotnet"];
    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(700);
    private static readonly TimeSpan HangGuard = TimeSpan.FromSeconds(25);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task After_each_change_both_sides_agree_on_what_flows(int seed)
    {
        var random = new Random(seed);
        await using var page = await rig.JoinPageAsync($"changes-{seed}");
        await using var peer = await rig.JoinPeerAsync($"changes-{seed}");
        await page.CallAsync(peer.Cid, media: true, "text-chat");
        var connection = await peer.AcceptAsync(MediaOptions.Test);
        await Task.WhenAll(page.ConnectionAsync(), page.RtcAsync("open"), peer.RtcAsync<RtcEvent.DataChannelOpen>());
        var done = new List<string>();

        for (var count = 0; count < Changes; count++)
        {
            var (operation, number) = (Operations[random.Next(Operations.Length)], random.Next(100));
            done.Add($"{operation} {number}");
            if (operation == "dotnet")
            {
                await Task.WhenAll(
                    connection.AddMediaAsync(MediaOptions.Test), page.RunAsync("change", new { operation = "turn", number }));
            }
            else
            {
                await page.RunAsync("change", new { operation, number });
            }

            await AgreeAsync(page, connection, done);
        }

        connection.Closed.IsCompleted.ShouldBeFalse();
    }

    private static async Task AgreeAsync(SkapiPage page, RtcConnection connection, List<string> done)
    {
        using var guard = new CancellationTokenSource(HangGuard);
        var last = "";
        while (true)
        {
            guard.IsCancellationRequested.ShouldBeFalse($"After {string.Join(", ", done)} the sides do not agree: {last}");
            var (pageBefore, ownBefore) = (await page.AskAsync("packets"), await connection.GetStatsAsync());
            await Task.Delay(Window);
            var (pageAfter, ownAfter) = (await page.AskAsync("packets"), await connection.GetStatsAsync());
            var sending = (await page.AskAsync("sendingMids")).EnumerateArray().Select(static mid => mid.GetString()!).ToHashSet();

            var sent = Growing(Of(pageBefore, "sent"), Of(pageAfter, "sent"));
            var received = Growing(Of(pageBefore, "received"), Of(pageAfter, "received"));
            var ownSent = Growing(
                ownBefore.OutboundRtp.Select(static stream => (stream.Mid, stream.PacketsSent)),
                ownAfter.OutboundRtp.Select(static stream => (stream.Mid, stream.PacketsSent)));
            var ownReceived = Growing(
                ownBefore.InboundRtp.Select(static stream => (stream.Mid, stream.PacketsReceived)),
                ownAfter.InboundRtp.Select(static stream => (stream.Mid, stream.PacketsReceived)));
            last = $"{sent}|{received}|{ownSent}|{ownReceived}|{string.Join(',', sending.Order())}";
            if (sent == ownReceived && received == ownSent && sent == string.Join(',', sending.Order(StringComparer.Ordinal)))
                return;
        }
    }

    private static IEnumerable<(string Mid, long Packets)> Of(JsonElement packets, string name) =>
        packets.GetProperty(name).EnumerateObject().Select(static item => (item.Name, item.Value.GetInt64()));

    // The sections in which packets flow, by their mids.
    private static string Growing(IEnumerable<(string Mid, long Packets)> before, IEnumerable<(string Mid, long Packets)> after)
    {
        var known = before.GroupBy(static item => item.Mid)
            .ToDictionary(static group => group.Key, static group => group.Sum(static item => item.Packets));
        return string.Join(',', after.GroupBy(static item => item.Mid)
            .Where(group => group.Sum(static item => item.Packets) > known.GetValueOrDefault(group.Key))
            .Select(static group => group.Key).Order(StringComparer.Ordinal));
    }
}
