using System.Net;
using System.Net.NetworkInformation;
using Skapi.Rtc.Managed.Io;

namespace Skapi.Rtc.Managed.Tests.Peer;

/// <summary>The addresses of a machine, which a test changes.</summary>
internal sealed class TestNetwork(params string[] addresses) : INetworkMonitor
{
    private readonly Lock _gate = new();
    private readonly List<Action> _handlers = [];
    private readonly List<TaskCompletionSource> _reads = [];
    private IReadOnlyList<IPAddress> _addresses = [.. addresses.Select(IPAddress.Parse)];

    /// <summary>Whether the system cannot list its interfaces.</summary>
    public bool IsUnreadable { get; set; }

    /// <summary>Whether the system reports no changes.</summary>
    public bool IsUnwatchable { get; init; }

    /// <summary>Completes when the addresses are read for the n-th time.</summary>
    public Task WaitForReadsAsync(int count)
    {
        lock (_gate)
        {
            while (_reads.Count < count)
                _reads.Add(new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

            return _reads[count - 1].Task;
        }
    }

    public int Reads { get; private set; }

    public int Subscriptions
    {
        get
        {
            lock (_gate)
                return _handlers.Count;
        }
    }

    public void Change(params string[] addresses)
    {
        Action[] handlers;
        lock (_gate)
        {
            _addresses = [.. addresses.Select(IPAddress.Parse)];
            handlers = [.. _handlers];
        }

        // A system reports one change several times.
        foreach (var handler in handlers.Concat(handlers))
            handler();
    }

    public IReadOnlyList<IPAddress> Find(LocalAddressPolicy policy)
    {
        lock (_gate)
        {
            WaitForReadsAsync(++Reads);
            _reads[Reads - 1].TrySetResult();
            return IsUnreadable ? throw new NetworkInformationException() : _addresses;
        }
    }

    public IDisposable Subscribe(Action changed)
    {
        if (IsUnwatchable)
            throw new NetworkInformationException();

        lock (_gate)
            _handlers.Add(changed);

        return new Subscription(this, changed);
    }

    private sealed class Subscription(TestNetwork network, Action changed) : IDisposable
    {
        public void Dispose()
        {
            lock (network._gate)
                network._handlers.Remove(changed);
        }
    }
}
