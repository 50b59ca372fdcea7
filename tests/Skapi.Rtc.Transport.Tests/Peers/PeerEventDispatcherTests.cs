using Microsoft.Extensions.Logging.Abstractions;
using Skapi.Rtc.Peers;

namespace Skapi.Rtc.Transport.Tests.Peers;

public sealed class PeerEventDispatcherTests
{
    private static readonly TimeSpan HangGuard = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Events_are_delivered_in_order_and_a_throwing_observer_receives_the_next()
    {
        var observer = new Observer { Throws = true };
        var dispatcher = new PeerEventDispatcher(observer, NullLogger.Instance);
        var handled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        dispatcher.Post(new PeerEvent.NegotiationNeeded());
        dispatcher.Post(new PeerEvent.IceCandidatesEnded(), () => handled.SetResult());

        await handled.Task.WaitAsync(HangGuard);
        observer.Events.ShouldBe([new PeerEvent.NegotiationNeeded(), new PeerEvent.IceCandidatesEnded()]);
    }

    [Fact]
    public async Task The_callback_runs_after_the_observer_has_handled_the_event()
    {
        var observer = new Observer();
        var dispatcher = new PeerEventDispatcher(observer, NullLogger.Instance);
        var count = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);

        dispatcher.Post(new PeerEvent.NegotiationNeeded(), () => count.SetResult(observer.Events.Count));

        (await count.Task.WaitAsync(HangGuard)).ShouldBe(1);
    }

    [Fact]
    public async Task After_stopping_the_observer_is_not_called_again()
    {
        var observer = new Observer();
        var dispatcher = new PeerEventDispatcher(observer, NullLogger.Instance);

        await dispatcher.StopAsync().WaitAsync(HangGuard);
        dispatcher.Post(new PeerEvent.NegotiationNeeded(), () => Assert.Fail("Nothing is handled any more."));

        observer.Events.ShouldBeEmpty();
    }

    private sealed class Observer : IRtcPeerObserver
    {
        public bool Throws { get; init; }

        public List<PeerEvent> Events { get; } = [];

        public void OnPeerEvent(PeerEvent peerEvent)
        {
            Events.Add(peerEvent);
            if (Throws)
                throw new InvalidOperationException("The observer throws.");
        }
    }
}
