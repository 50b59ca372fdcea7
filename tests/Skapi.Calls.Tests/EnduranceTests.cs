using Skapi.Realtime.Gateway;
using Skapi.Rtc;
using Skapi.Rtc.GStreamer;
using Skapi.Rtc.Media;
using Skapi.Rtc.Transport;

namespace Skapi.Calls.Tests;

/// <summary>Many calls in one process: none fails, and nothing is left behind.</summary>
public sealed class EnduranceTests : IAsyncLifetime
{
    private const int WarmUps = 10;

    private readonly GStreamerTransport _transport = new();
    private DevelopmentGateway _gateway = null!;

    public async Task InitializeAsync()
    {
        Holdings.ShareHeap();
        _gateway = await DevelopmentGateway.StartAsync();
    }

    public async Task DisposeAsync() => await _gateway.DisposeAsync();

    [Fact]
    public async Task A_hundred_calls_in_a_row_all_connect_and_leave_nothing_behind() => await RepeatAsync(100, CallAsync, leak: 512);

    [Fact]
    public async Task Calls_with_pictures_and_sound_leave_nothing_behind() => await RepeatAsync(40, CallWithMediaAsync, leak: 3 * 1024);

    [Fact]
    public async Task Ten_calls_at_once_all_connect()
    {
        var pairs = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => PairAsync()));

        await Task.WhenAll(pairs.Select(CallAsync));

        foreach (var pair in pairs)
            await pair.DisposeAsync();
    }

    /// <summary>Repeats a call, and compares the resources of the process before and after.</summary>
    /// <param name="calls">The number of calls.</param>
    /// <param name="call">A call.</param>
    /// <param name="leak">
    /// The maximum growth of the process for each call, in KiB. It grows a little, because the heap is fragmented. A connected call with
    /// test media on both sides uses 27 MiB.
    /// </param>
    private async Task RepeatAsync(int calls, Func<Pair, Task> call, int leak)
    {
        await RunAsync(WarmUps, call);
        var before = Holdings.Now();
        await RunAsync(calls, call);
        var after = Holdings.Now();

        // A process keeps a few descriptors for pools and caches. Their number must not depend on the number of calls.
        after.Descriptors.ShouldBeLessThan(before.Descriptors + calls, $"{before} before, {after} after");
        after.Kibibytes.ShouldBeLessThan(before.Kibibytes + (calls * leak), $"{before} before, {after} after");
    }

    private async Task RunAsync(int calls, Func<Pair, Task> call)
    {
        // Disposing waits for every peer.
        await using var pair = await PairAsync();
        for (var number = 0; number < calls; number++)
            await call(pair);
    }

    private async Task<Pair> PairAsync()
    {
        var caller = await CallParty.JoinAsync(_gateway, _transport);
        var callee = await CallParty.JoinAsync(_gateway, _transport);
        return new Pair(caller, callee);
    }

    private static Task CallAsync(Pair pair) => CallAsync(pair, media: null);

    private static Task CallWithMediaAsync(Pair pair) => CallAsync(pair, MediaOptions.Test);

    private static async Task CallAsync(Pair pair, MediaOptions? media)
    {
        var call = await pair.Caller.Client.ConnectRtcAsync(
            new RtcCallOptions { Cid = pair.Callee.Cid, Media = media, Channels = [DataChannelOptions.TextChat] });
        var incoming = await pair.Callee.RingsAsync();
        await incoming.ConnectRtcAsync(new RtcAnswerOptions { Media = media }).WaitAsync(CallParty.HangGuard);
        var connection = await call.Connection.WaitAsync(CallParty.HangGuard);
        connection.Hangup();
        await Task.WhenAll(call.Closed, incoming.Closed).WaitAsync(CallParty.HangGuard);
    }

    private sealed record Pair(CallParty Caller, CallParty Callee) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Caller.DisposeAsync();
            await Callee.DisposeAsync();
        }
    }
}
