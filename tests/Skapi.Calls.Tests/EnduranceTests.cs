using Skapi.Realtime.Gateway;
using Skapi.Rtc;
using Skapi.Rtc.GStreamer;
using Skapi.Rtc.Transport;

namespace Skapi.Calls.Tests;

/// <summary>Many calls in one process: none fails, and nothing is left behind.</summary>
public sealed class EnduranceTests : IAsyncLifetime
{
    private readonly GStreamerTransport _transport = new();
    private DevelopmentGateway _gateway = null!;

    public async Task InitializeAsync() => _gateway = await DevelopmentGateway.StartAsync();

    public async Task DisposeAsync() => await _gateway.DisposeAsync();

    [Fact]
    public async Task A_hundred_calls_in_a_row_all_connect_and_leave_no_descriptor_behind()
    {
        await using (var first = await PairAsync())
            await CallAsync(first);

        var before = Descriptors();
        await using (var pair = await PairAsync())
        {
            for (var number = 0; number < 100; number++)
                await CallAsync(pair);
        }

        // Disposing waits for every peer; a process keeps a few descriptors of pools and caches, but none per call.
        Descriptors().ShouldBeLessThan(before + 40);
    }

    [Fact]
    public async Task Ten_calls_at_once_all_connect()
    {
        var pairs = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => PairAsync()));

        await Task.WhenAll(pairs.Select(CallAsync));

        foreach (var pair in pairs)
            await pair.DisposeAsync();
    }

    private async Task<Pair> PairAsync()
    {
        var caller = await CallParty.JoinAsync(_gateway, _transport);
        var callee = await CallParty.JoinAsync(_gateway, _transport);
        return new Pair(caller, callee);
    }

    private static async Task CallAsync(Pair pair)
    {
        var call = await pair.Caller.Client.ConnectRtcAsync(new RtcCallOptions { Cid = pair.Callee.Cid, Channels = [DataChannelOptions.TextChat] });
        var incoming = await pair.Callee.RingsAsync();
        await incoming.ConnectRtcAsync().WaitAsync(CallParty.HangGuard);
        var connection = await call.Connection.WaitAsync(CallParty.HangGuard);
        connection.Hangup();
        await Task.WhenAll(call.Closed, incoming.Closed).WaitAsync(CallParty.HangGuard);
    }

    private static int Descriptors() => Directory.GetFiles("/proc/self/fd").Length;

    private sealed record Pair(CallParty Caller, CallParty Callee) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Caller.DisposeAsync();
            await Callee.DisposeAsync();
        }
    }
}
