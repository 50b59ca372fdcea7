namespace Skapi.Rtc.Realtime;

/// <summary>
/// The frames that wait to be sent, in order. While no socket is open only the last wish counts: of several groups to join the last one,
/// and nothing of a call that was placed and ended. Any thread adds frames; one sender at a time takes them.
/// </summary>
internal sealed class OutgoingQueue
{
    private const int MaxWithdrawn = 256;

    private readonly Lock _gate = new();
    private readonly LinkedList<OutgoingFrame> _frames = [];

    /// <summary>The ids of the calls for which the other side may have received a signal.</summary>
    private readonly HashSet<string> _introduced = new(StringComparer.Ordinal);

    /// <summary>
    /// The ids of the calls that were placed and ended offline. A new connection repeats hang-ups, but nobody knows of these.
    /// </summary>
    private readonly HashSet<string> _withdrawn = new(StringComparer.Ordinal);
    private TaskCompletionSource _added = NewSignal();
    private OutgoingFrame? _sending;
    private Exception? _closed;

    /// <summary>Adds a frame.</summary>
    /// <returns>Completes when the frame is sent. Fails if the queue is closed before.</returns>
    public Task AddAsync(OutgoingFrame frame)
    {
        List<OutgoingFrame> dropped = [];
        lock (_gate)
        {
            if (_closed is not null)
                return Task.FromException(_closed);

            if (frame is OutgoingFrame.Call { Signal: { HungUp: not null, Call: { } call } } && _withdrawn.Contains(call))
                return Task.CompletedTask;

            _frames.AddLast(frame);
            if (frame is OutgoingFrame.Call { Signal.HungUp: not null } hangup)
                Cancel(hangup, dropped);

            _added.TrySetResult();
        }

        foreach (var unneeded in dropped)
            unneeded.Sent.TrySetResult();
        return frame.Sent.Task;
    }

    /// <summary>
    /// Prepares for a new socket, on which this client is in no group: removes the requests to join and to leave, because the sender joins
    /// the last group that the app asked for; and a frame of an ended call that the previous socket did not send.
    /// </summary>
    /// <returns>The requests to join and to leave that were removed.</returns>
    public List<OutgoingFrame> Restart()
    {
        List<OutgoingFrame> joins, dropped = [];
        lock (_gate)
        {
            _sending = null;
            joins = [.. _frames.Where(static frame => frame is OutgoingFrame.Join)];
            foreach (var join in joins)
                _frames.Remove(join);
            foreach (var hangup in _frames.OfType<OutgoingFrame.Call>().Where(static frame => frame.Signal.HungUp is not null).ToList())
                Cancel(hangup, dropped);
        }

        foreach (var unneeded in dropped)
            unneeded.Sent.TrySetResult();
        return joins;
    }

    /// <summary>Waits for the next frame. It stays in the queue until <see cref="Remove"/>, so that it is not lost with a socket.</summary>
    /// <returns>The frame, or null if the queue is completed and empty.</returns>
    public async ValueTask<OutgoingFrame?> PeekAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task added;
            lock (_gate)
            {
                if (_frames.First is { } first)
                    return Begin(first.Value);

                if (_closed is not null)
                    return null;

                if (_added.Task.IsCompleted)
                    _added = NewSignal();
                added = _added.Task;
            }

            await added.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Removes a frame that was sent, or cannot be sent.</summary>
    public void Remove(OutgoingFrame frame)
    {
        lock (_gate)
        {
            _frames.Remove(frame);
            _sending = null;
        }
    }

    /// <summary>Accepts no more frames. Those in the queue can still be sent.</summary>
    /// <param name="reason">The error of frames that are added later.</param>
    public void Complete(Exception reason)
    {
        lock (_gate)
        {
            _closed ??= reason;
            _added.TrySetResult();
        }
    }

    /// <summary>Accepts no more frames, and fails those in the queue.</summary>
    public void Fail(Exception reason)
    {
        List<OutgoingFrame> unsent;
        lock (_gate)
        {
            _closed ??= reason;
            unsent = [.. _frames];
            _frames.Clear();
            _added.TrySetResult();
        }

        foreach (var frame in unsent)
            frame.Sent.TrySetException(reason);
    }

    private OutgoingFrame Begin(OutgoingFrame frame)
    {
        // Even if the socket breaks now, the other side may have received the frame.
        _sending = frame;
        if (frame is OutgoingFrame.Call { Signal: { Call: { } call } signal })
        {
            if (signal.HungUp is null)
                _introduced.Add(call);
            else
                _introduced.Remove(call);
        }

        return frame;
    }

    /// <summary>
    /// Removes the waiting frames of a call that ends, and the hang-up as well if the other side has not learned of the call.
    /// </summary>
    private void Cancel(OutgoingFrame.Call hangup, List<OutgoingFrame> dropped)
    {
        if (hangup.Signal.Call is not { } call)
            return;

        var waiting = _frames.OfType<OutgoingFrame.Call>()
            .Where(frame => frame.Signal.Call == call && !ReferenceEquals(frame, _sending) && !ReferenceEquals(frame, hangup))
            .ToList();
        dropped.AddRange(waiting);
        if (!_introduced.Contains(call) && waiting.Exists(static frame => frame.Signal.Offer is not null))
        {
            dropped.Add(hangup);
            if (_withdrawn.Count == MaxWithdrawn)
                _withdrawn.Clear();
            _withdrawn.Add(call);
        }

        foreach (var frame in dropped)
            _frames.Remove(frame);
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
