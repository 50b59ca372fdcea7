using System.Diagnostics;
using Skapi.Rtc.Conformance;
using Skapi.Rtc.GStreamer.Tests.Support;
using Skapi.Rtc.Media;

namespace Skapi.Rtc.GStreamer.Tests;

public sealed class EnduranceTests
{
    [Fact]
    public async Task A_hundred_connections_in_a_row_leave_neither_descriptors_nor_threads_behind()
    {
        // What the process keeps for good (thread pools, plugin state) is there after the first ones.
        for (var i = 0; i < 10; i++)
            await ConnectAndCloseAsync();
        var (descriptors, threads) = Count();

        for (var i = 0; i < 100; i++)
            await ConnectAndCloseAsync();

        // One that stays behind for each connection would be a hundred. The thread pool grows on a machine under load.
        var (descriptorsAfter, threadsAfter) = Count();
        descriptorsAfter.ShouldBeLessThanOrEqualTo(descriptors + 50);
        threadsAfter.ShouldBeLessThanOrEqualTo(threads + 50);
    }

    [Fact]
    public async Task Calls_with_media_leave_no_descriptors_behind()
    {
        for (var i = 0; i < 2; i++)
            await CallAsync();
        var (descriptors, _) = Count();

        for (var i = 0; i < 10; i++)
            await CallAsync();

        Count().Descriptors.ShouldBeLessThanOrEqualTo(descriptors + 20);
    }

    private static (int Descriptors, int Threads) Count() =>
        (Directory.GetFiles("/proc/self/fd").Length, Process.GetCurrentProcess().Threads.Count);

    private static async Task ConnectAndCloseAsync()
    {
        await using var pair = await PeerPair.ConnectedAsync(TestTransport.Shared);
        await pair.OpenChannelAsync();
    }

    private static async Task CallAsync()
    {
        await using var pair = await PeerPair.CreateAsync(TestTransport.Shared);
        await pair.Offerer.AddMediaAsync(MediaOptions.Test);
        await pair.NegotiateAsync();
        await FramesOf.VideoAsync(pair.AnswererEvents, count: 1);
    }
}
