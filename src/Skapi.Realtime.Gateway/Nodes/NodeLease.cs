using Microsoft.Extensions.Logging;
using Skapi.Realtime.Gateway.App;
using Skapi.Realtime.Gateway.Concurrency;
using Skapi.Realtime.Gateway.Diagnostics;

namespace Skapi.Realtime.Gateway.Nodes;

/// <summary>
/// Keeps this node alive in the store, removes the connections of dead nodes, and repairs the store after a failure: what this node knows
/// about its own connections is the truth. <see cref="TickAsync"/> is called at every interval, and earlier on request.
/// </summary>
internal sealed class NodeLease(
    IBackplane backplane,
    LocalNode local,
    GroupSubscriptions subscriptions,
    UserDirectory users,
    NodeOptions options,
    TimeProvider time,
    ILogger logger)
{
    /// <summary>The maximum number of a dead node's connections that one step removes, so that no step blocks the store for long.</summary>
    private const int PortionSize = 100;

    /// <summary>No timestamp: the backplane is not away.</summary>
    private const long Present = long.MinValue;

    private readonly Lock _gate = new();
    private readonly List<Departure> _untold = [];
    private readonly AsyncGate _registering = new(options.Continuations);
    private string? _generation;
    private long _awaySince = Present;
    private bool _isGracePeriodOver;
    private bool _isDataLost;
    private volatile int _registrations;
    private volatile bool _isReconciled;
    private volatile bool _mustSubscribe;
    private volatile bool _isSubscribing;

    /// <summary>Is called when a tick should come earlier.</summary>
    public Action? TickRequested { get; set; }

    /// <summary>Is called once when the backplane has been away for longer than the grace period.</summary>
    public Action? GracePeriodEnded { get; set; }

    /// <summary>Is called when the backplane is back after that.</summary>
    public Action? BackplaneReturned { get; set; }

    /// <summary>Makes the next tick compare the store with this node. It comes at once, unless the backplane is away.</summary>
    public void RequestReconciliation()
    {
        _isReconciled = false;
        if (Volatile.Read(ref _awaySince) == Present)
            TickRequested?.Invoke();
    }

    /// <summary>A connection to the backplane broke. It may be there again, but messages may have been lost.</summary>
    public void HandleConnectionBroken()
    {
        _mustSubscribe = true;
        _isReconciled = false;
        // A connection that breaks as soon as it is made is made again with the next regular tick.
        if (!_isSubscribing)
            TickRequested?.Invoke();
    }

    /// <summary>
    /// Remembers that a connection has left a group although the store did not tell the group. If the store has it in the group, the
    /// reconciliation tells. If the store has lost its data, this node tells. Otherwise another node has told.
    /// </summary>
    public void AddUntold(Departure departure)
    {
        lock (_gate)
            _untold.Add(departure);
        RequestReconciliation();
    }

    /// <summary>Creates the lease after the store has said that there is none. Callers that come meanwhile share the request.</summary>
    public async Task RegisterAsync()
    {
        var before = _registrations;
        await _registering.EnterAsync().ConfigureAwait(false);
        try
        {
            if (_registrations != before)
                return;
            var generation = await backplane.RegisterAsync().ConfigureAwait(false);
            lock (_gate)
            {
                _isDataLost |= _generation is not null && _generation != generation;
                _generation = generation;
            }

            _registrations++;
            // A store that has lost its data does not announce what it was asked to announce.
            users.Clear();
            logger.NodeRegistered(backplane.Node);
        }
        finally
        {
            _registering.Exit();
        }

        RequestReconciliation();
    }

    /// <summary>Does what is due. One call at a time.</summary>
    public async Task TickAsync()
    {
        try
        {
            if (!await backplane.RenewAsync().ConfigureAwait(false))
                await RegisterAsync().ConfigureAwait(false);
            HandlePresence();
            await SubscribeAgainAsync().ConfigureAwait(false);
            local.ConfirmOverdue();
            if (!_isReconciled)
                await ReconcileAsync().ConfigureAwait(false);
            foreach (var node in await backplane.FindDeadNodesAsync().ConfigureAwait(false))
                await RemoveDeadAsync(node).ConfigureAwait(false);
        }
        catch (BackplaneException e)
        {
            _isReconciled = false;
            HandleAbsence(e);
        }
        catch
        {
            _isReconciled = false;
            throw;
        }
    }

    /// <summary>Subscribes again after a connection broke. A node that receives no messages would not notice.</summary>
    private async Task SubscribeAgainAsync()
    {
        if (!_mustSubscribe)
            return;
        // The connection may break once more meanwhile.
        _mustSubscribe = false;
        _isSubscribing = true;
        var breaks = users.Breaks;
        try
        {
            await backplane.SubscribeAgainAsync().ConfigureAwait(false);
            users.HandleSubscribed(breaks);
            await subscriptions.RenewAsync(async () => await backplane.RenewAsync().ConfigureAwait(false)).ConfigureAwait(false);
        }
        catch
        {
            _mustSubscribe = true;
            throw;
        }
        finally
        {
            _isSubscribing = false;
        }
    }

    private void HandlePresence()
    {
        if (Interlocked.Exchange(ref _awaySince, Present) == Present)
            return;
        logger.BackplaneIsBack();
        if (!_isGracePeriodOver)
            return;
        _isGracePeriodOver = false;
        BackplaneReturned?.Invoke();
    }

    private void HandleAbsence(BackplaneException reason)
    {
        if (_awaySince == Present)
        {
            Volatile.Write(ref _awaySince, time.GetTimestamp());
            logger.BackplaneIsAway(reason);
        }
        else if (!_isGracePeriodOver && time.GetElapsedTime(_awaySince) >= options.GracePeriod)
        {
            _isGracePeriodOver = true;
            GracePeriodEnded?.Invoke();
        }
    }

    private async Task RemoveDeadAsync(string node)
    {
        var sum = 0;
        for (int removed; (removed = await backplane.RemoveConnectionsOfAsync(node, PortionSize).ConfigureAwait(false)) > 0;)
            sum += removed;
        logger.DeadNodeRemoved(node, sum);
    }

    private async Task ReconcileAsync()
    {
        _isReconciled = true;
        var (untold, isDataLost) = GetUntold();
        var stored = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var (cid, group) in await backplane.ReadOwnConnectionsAsync().ConfigureAwait(false))
            stored[cid] = group;
        var seats = local.Snapshot();
        foreach (var cid in stored.Keys.Except(seats.Select(static seat => seat.Connection.Cid), StringComparer.Ordinal))
            await backplane.CloseAsync(cid).ConfigureAwait(false);
        foreach (var seat in seats)
            await ReconcileAsync(seat, stored).ConfigureAwait(false);
        foreach (var (cid, scope, group, message) in untold)
        {
            // What the store had was told just now.
            if (isDataLost && stored.GetValueOrDefault(cid) != group)
                await backplane.PublishAsync(scope, group, message).ConfigureAwait(false);
        }

        lock (_gate)
        {
            _untold.RemoveRange(0, untold.Count);
            _isDataLost &= _untold.Count > 0;
        }
    }

    private (List<Departure> Untold, bool IsDataLost) GetUntold()
    {
        lock (_gate)
            return ([.. _untold], _isDataLost);
    }

    private async Task ReconcileAsync(Seat seat, Dictionary<string, string?> stored)
    {
        await seat.Gate.EnterAsync().ConfigureAwait(false);
        try
        {
            if (seat.IsClosed)
                return;
            var connection = seat.Connection;
            var isStored = stored.TryGetValue(connection.Cid, out var storedGroup);
            var status = StoreStatus.Done;
            if (!isStored)
                status = (await backplane.OpenAsync(connection.Cid, connection.User, int.MaxValue).ConfigureAwait(false)).Status;
            if (status != StoreStatus.NoLease && seat.WantedGroup is { } group)
            {
                if (group != storedGroup)
                {
                    var result = await backplane.JoinAsync(connection.Cid, connection.User, group, NodeMessages.Join(connection))
                        .ConfigureAwait(false);
                    status = result.Status;
                }
            }
            else if (storedGroup is not null)
            {
                await backplane.LeaveAsync(connection.Cid, NodeMessages.Join(connection).Left).ConfigureAwait(false);
            }

            if (status is StoreStatus.NoLease or StoreStatus.UnknownConnection)
                RequestReconciliation();
        }
        finally
        {
            seat.Gate.Exit();
        }
    }
}
