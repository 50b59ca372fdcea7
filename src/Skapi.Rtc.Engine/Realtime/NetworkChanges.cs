using System.Net;
using System.Net.NetworkInformation;
using Microsoft.Extensions.Logging;

namespace Skapi.Rtc.Realtime;

/// <summary>Tells which changes of this machine's network concern the realtime connection. Thread-safe.</summary>
internal sealed class NetworkChanges : IDisposable
{
    /// <summary>Addresses come and go together, as when an interface is replaced by another one.</summary>
    public static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(200);

    private readonly Lock _gate = new();
    private readonly INetworkWatch _network;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly IDisposable? _registration;
    private TaskCompletionSource _changed = NewSignal();

    /// <summary>Begins to watch the network. Without reports of the system, nothing is ever told.</summary>
    public NetworkChanges(INetworkWatch network, TimeProvider time, ILogger logger)
    {
        (_network, _time, _logger) = (network, time, logger);
        try
        {
            _registration = network.Watch(OnChanged);
        }
        catch (NetworkInformationException error)
        {
            // A container, for example, may refuse it.
            logger.NetworkNotWatched(error.Message);
        }
    }

    /// <summary>The addresses of this machine. Empty without a network, or if the system cannot list them now.</summary>
    public HashSet<IPAddress> FindAddresses() => TryFind() ?? [];

    /// <summary>Completes when a socket cannot carry anything any more, because its address is not one of this machine's now.</summary>
    /// <param name="local">The socket's own address; null if it is not known. Then all addresses of the opening must be gone.</param>
    /// <param name="atOpening">The addresses of this machine when the socket was opened.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task WaitForLossAsync(IPAddress? local, HashSet<IPAddress> atOpening, CancellationToken cancellationToken)
    {
        // An address that the system does not list has a reason to be missing later.
        var used = local is not null && atOpening.Contains(local) ? [local] : atOpening.Where(IsReachable).ToHashSet();
        return used.Count == 0
            ? Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken)
            : WaitAsync(present => !present.Overlaps(used), cancellationToken);
    }

    /// <summary>Completes when this machine has an address from which the gateway may be reached, and did not have it before.</summary>
    /// <param name="known">The addresses of before. One that disappears is removed, so that it counts when it returns.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task WaitForNewAddressAsync(HashSet<IPAddress> known, CancellationToken cancellationToken) => WaitAsync(
        present =>
        {
            known.IntersectWith(present);
            return present.Any(address => IsReachable(address) && !known.Contains(address));
        },
        cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _registration?.Dispose();

    private static bool IsReachable(IPAddress address) => !IPAddress.IsLoopback(address) && !address.IsIPv6LinkLocal;

    private async Task WaitAsync(Func<HashSet<IPAddress>, bool> isMet, CancellationToken cancellationToken)
    {
        while (true)
        {
            // The signal of the next change is taken first, so that no change is missed.
            var changed = NextChange();
            if (TryFind() is { } present && isMet(present))
                return;

            await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
            await Task.Delay(Settling, _time, cancellationToken).ConfigureAwait(false);
        }
    }

    private Task NextChange()
    {
        lock (_gate)
            return _changed.Task;
    }

    // The system may hold a lock of its own here. The waiters continue on other threads.
    private void OnChanged()
    {
        TaskCompletionSource changed;
        lock (_gate)
            (changed, _changed) = (_changed, NewSignal());
        changed.SetResult();
    }

    private HashSet<IPAddress>? TryFind()
    {
        try
        {
            return [.. _network.FindAddresses()];
        }
        catch (Exception error)
        {
            // An interface may disappear while the system lists it. The next change asks again.
            _logger.AddressesNotFound(error.Message);
            return null;
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
