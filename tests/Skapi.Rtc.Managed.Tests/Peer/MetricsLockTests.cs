using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Skapi.Rtc.Conformance;
using Skapi.Rtc.Managed.Peer;
using Skapi.Rtc.Media;

namespace Skapi.Rtc.Managed.Tests.Peer;

public class MetricsLockTests
{
    [Fact]
    public async Task Listeners_of_metrics_are_called_outside_the_lock_of_the_peer()
    {
        var feed = new EncodedFeed(MediaCodec.Opus);
        await using var pair = await PeerPair.CreateAsync(new ManagedTransport());
        await pair.Offerer.AddMediaAsync(new MediaOptions { Audio = new AudioSource.Encoded(feed) });
        await pair.NegotiateAsync();
        await pair.WaitUntilConnectedAsync();
        var peer = (ManagedPeer)pair.Offerer;
        var held = new ConcurrentQueue<bool>();
        var recorded = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var listener = new MeterListener
        {
            InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Name == "skapi.rtc.media.sent.packets")
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((_, _, _, _) =>
        {
            // Other tests may record, too, and those never hold the lock of this peer.
            held.Enqueue(peer.Gate.IsHeldByCurrentThread);
            recorded.TrySetResult();
        });
        listener.Start();

        feed.Push(new EncodedFrame(MediaCodec.Opus, [1, 2, 3], TimeSpan.Zero, isKeyFrame: true));
        await pair.Offerer.DisposeAsync();

        await recorded.Task.WaitAsync(PeerRecorder.HangGuard);
        held.ShouldNotContain(true);
    }
}
