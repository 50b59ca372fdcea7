using System.Net.NetworkInformation;
using Skapi.Rtc.Networks;

namespace Skapi.Rtc.Transport.Tests.Networks;

/// <summary>The system holds a lock while it calls handlers, and takes it when one is added or removed.</summary>
public class NetworkEventsTests
{
    private static readonly TimeSpan HangGuard = TimeSpan.FromSeconds(90);

    private readonly Lock _system = new();
    private readonly Lock _peer = new();
    private readonly List<EventHandler> _handlers = [];
    private readonly TaskCompletionSource _removed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task A_report_of_the_system_waits_for_no_lock_of_a_peer()
    {
        var reported = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var subscription = Subscribe(() =>
        {
            lock (_peer)
                reported.SetResult();
        });

        lock (_peer)
            Raise();

        await reported.Task.WaitAsync(HangGuard);
    }

    [Fact]
    public async Task A_peer_that_is_disposed_does_not_wait_for_the_system()
    {
        var subscription = Subscribe(static () => { });

        var isHeld = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var release = new ManualResetEventSlim();
        var holder = Task.Run(() =>
        {
            lock (_system)
            {
                isHeld.SetResult();
                release.Wait();
            }
        });
        await isHeld.Task;
        await Task.Run(subscription.Dispose).WaitAsync(HangGuard);
        release.Set();

        await holder;
        await _removed.Task.WaitAsync(HangGuard);
        _handlers.ShouldBeEmpty();
    }

    [Fact]
    public void Nothing_is_reported_after_the_subscription_was_disposed()
    {
        var subscription = Subscribe(static () => throw new InvalidOperationException("It is disposed."));
        var handler = _handlers.ShouldHaveSingleItem();

        subscription.Dispose();
        handler(null, EventArgs.Empty);
    }

    [Fact]
    public void A_system_without_reports_throws_to_the_subscriber()
    {
        Should.Throw<NetworkInformationException>(
            () => NetworkEvents.Subscribe(static () => { }, static _ => throw new NetworkInformationException(), static _ => { }));
    }

    private IDisposable Subscribe(Action changed) => NetworkEvents.Subscribe(changed, Add, Remove);

    private void Add(EventHandler handler)
    {
        lock (_system)
            _handlers.Add(handler);
    }

    private void Remove(EventHandler handler)
    {
        lock (_system)
            _handlers.Remove(handler);

        _removed.TrySetResult();
    }

    private void Raise()
    {
        lock (_system)
        {
            foreach (var handler in _handlers)
                handler(this, EventArgs.Empty);
        }
    }
}
