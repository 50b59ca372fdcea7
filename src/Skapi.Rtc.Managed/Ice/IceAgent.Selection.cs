using Skapi.Rtc.Peers;

namespace Skapi.Rtc.Managed.Ice;

/// <content>The choice of a pair, and consent to use it (RFC 8445, section 8; RFC 7675).</content>
internal sealed partial class IceAgent
{
    private static readonly TimeSpan AggressivePeriod = TimeSpan.FromSeconds(1);

    private TimeSpan? _nominationDue;

    // Regular nomination (RFC 8445, section 8.1.1): the best pair that works, once no better one is open or it took too long.
    private void Nominate(TimeSpan now)
    {
        if (!IsControlling || Selected is not null || _checklist.BestValid(isControlling: true) is not { } best
            || _checklist.Pairs.Any(pair => pair.Nominates))
            return;

        _nominationDue ??= now + _options.NominationDelay;
        if (_checklist.HasBetterOpen(best, isControlling: true) && now < _nominationDue)
            return;

        _nominationDue = null;
        best.Nominates = true;
        StartCheck(best, now);
    }

    private void Select(CandidatePair pair, TimeSpan now)
    {
        // A controlling side that nominates aggressively names several in a row, and the best counts. Later the last one counts, because
        // the controlling side found that the one before stopped to work.
        if (Selected is { } old && (old == pair
            || (!IsControlling && old.Priority(false) > pair.Priority(false) && now - old.NominatedAt < AggressivePeriod)))
            return;

        Selected = pair;
        SelectedChanges++;
        _previousPair = null;
        _previousLocal = null;
        _nominationDue = null;
        foreach (var other in _checklist.Pairs)
        {
            if (other != pair && IsControlling)
            {
                other.Nominates = false;
                EndCheck(other);
            }
        }

        _consent.Start(now);
        var isComplete = IsControlling || !_checklist.HasBetterOpen(pair, IsControlling);
        SetState(isComplete ? IceTransportState.Completed : IceTransportState.Connected);
    }

    private void CheckConsent(TimeSpan now)
    {
        if (Selected is null || State is IceTransportState.Failed or IceTransportState.Closed)
            return;

        if (now >= _consent.FailedAt)
        {
            Selected = null;
            _consent.Stop();
            foreach (var pair in _checklist.Pairs)
            {
                pair.State = PairState.Failed;
                EndCheck(pair);
            }

            SetState(IceTransportState.Failed);
        }
        else if (now >= _consent.DisconnectedAt && State != IceTransportState.Disconnected)
        {
            SetState(IceTransportState.Disconnected);
        }
    }
}
