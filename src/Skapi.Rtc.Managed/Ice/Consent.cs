using Skapi.Rtc.Managed.Stun;

namespace Skapi.Rtc.Managed.Ice;

/// <summary>Keeps asking whether the other side still wants what it gets (RFC 7675).</summary>
internal sealed class Consent(IceOptions options)
{
    private const int Remembered = 8;

    private readonly Queue<(TransactionId Id, TimeSpan SentAt)> _transactions = new();

    private bool _isAnswered;

    /// <summary>When the next check is sent, or null while no pair carries data.</summary>
    public TimeSpan? Due { get; private set; }

    /// <summary>When the last answer came.</summary>
    public TimeSpan ConfirmedAt { get; private set; }

    /// <summary>When the agent is disconnected unless an answer comes.</summary>
    public TimeSpan DisconnectedAt => ConfirmedAt + options.DisconnectedAfter;

    /// <summary>When consent has expired unless an answer comes.</summary>
    public TimeSpan FailedAt => ConfirmedAt + options.FailedAfter;

    /// <summary>Begins with a pair that has just been confirmed.</summary>
    public void Start(TimeSpan now)
    {
        _transactions.Clear();
        ConfirmedAt = now;
        Schedule(now, options.ConsentInterval);
    }

    /// <summary>Stops.</summary>
    public void Stop()
    {
        Due = null;
        _transactions.Clear();
    }

    /// <summary>Creates the transaction of the next check.</summary>
    public TransactionId CreateCheck(TimeSpan now)
    {
        // Without an answer the next check follows soon, so that a lost one does not look like a lost peer.
        _isAnswered = false;
        Schedule(now, options.ConsentRetry);
        var transaction = TransactionId.Create(options.Random);
        if (_transactions.Count == Remembered)
            _transactions.Dequeue();

        _transactions.Enqueue((transaction, now));
        return transaction;
    }

    /// <summary>Returns when a check was sent, or null if there is none with the transaction. Each check has its own.</summary>
    public TimeSpan? FindSentAt(TransactionId transaction)
    {
        foreach (var (id, sentAt) in _transactions)
        {
            if (id == transaction)
                return sentAt;
        }

        return null;
    }

    /// <summary>Handles the answer to a check.</summary>
    public void OnAnswer(TimeSpan now)
    {
        ConfirmedAt = now;
        if (!_isAnswered)
            Schedule(now, options.ConsentInterval);

        _isAnswered = true;
    }

    // From 0.8 to 1.2 of the interval, so that many peers do not check in step (RFC 7675, section 5.1).
    private void Schedule(TimeSpan now, TimeSpan interval)
    {
        Span<byte> random = stackalloc byte[1];
        options.Random.Fill(random);
        Due = now + interval * (0.8 + 0.4 * random[0] / byte.MaxValue);
    }
}
