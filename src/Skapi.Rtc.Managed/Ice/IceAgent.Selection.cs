using System.Net;
using Skapi.Rtc.Managed.Io;
using Skapi.Rtc.Managed.Stun;
using Skapi.Rtc.Peers;

namespace Skapi.Rtc.Managed.Ice;

/// <content>The choice of a pair, and consent to use it (RFC 8445, section 8; RFC 7675).</content>
internal sealed partial class IceAgent
{
    private static readonly TimeSpan AggressivePeriod = TimeSpan.FromSeconds(1);

    private TimeSpan? _validSince;

    // The best pair may change while the agent waits, so the time is derived.
    private TimeSpan? NominationDue => _validSince is { } since && BestChoice is { } best ? since + DelayOf(best) : null;

    private CandidatePair? BestChoice =>
        _checklist.BestValid(IsControlling) is { } best && MayBeSelected(best) ? best : null;

    // A relay or TCP is used until a better pair works: a candidate or the hole in a NAT may come late.
    private bool MayBeSelected(CandidatePair pair) => Selected is not { } selected
        || (selected.IsFallback && pair.Priority(IsControlling) > selected.Priority(IsControlling));

    private TimeSpan DelayOf(CandidatePair best) => best.IsFallback && _checklist.HasBetterOpen(best, IsControlling, isDirect: true)
        ? _options.FallbackNominationDelay
        : _options.NominationDelay;

    // Regular nomination (RFC 8445, section 8.1.1): the best pair that works, once no better one is open or it took too long.
    private void Nominate(TimeSpan now)
    {
        if (!IsControlling || BestChoice is not { } best || _checklist.Pairs.Any(pair => pair.Nominates && pair != Selected))
        {
            _validSince = null;
            return;
        }

        _validSince ??= now;
        if (_checklist.HasBetterOpen(best, isControlling: true) && now < NominationDue)
            return;

        _validSince = null;
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
        (_previousPair, _previousLocal, _previousRemote) = (null, null, null);
        _validSince = null;
        foreach (var other in _checklist.Pairs)
        {
            if (other == pair || !IsControlling)
                continue;

            other.Nominates = false;
            if (!MayBeSelected(other))
                EndCheck(other);
        }

        _consent.Start(now);
        var isComplete = IsControlling || !_checklist.HasBetterOpen(pair, IsControlling);
        SetState(isComplete ? IceTransportState.Completed : IceTransportState.Connected);
    }

    // The pair of before a restart has the credentials of before the restart.
    private void SendConsentCheck(TimeSpan now)
    {
        var transaction = _consent.CreateCheck(now);
        if (Current is not { } pair)
            return;

        // The controlling side repeats its choice: the other side may have forgotten it, in a change of roles for example.
        if (pair == _previousPair)
            SendCheck(pair, transaction, nominates: false, _previousLocal!, _previousRemote!);
        else
            SendCheck(pair, transaction, nominates: IsControlling && pair == Selected, Local, Remote!);
    }

    private bool HandleConsentResponse(IPEndPoint from, in StunMessage message, TimeSpan now)
    {
        if (Current is not { } pair || !pair.Remote.Address.IsSameAs(from) || _consent.FindSentAt(message.Transaction) is not { } sentAt
            || !message.Verify((pair == _previousPair ? _previousRemote! : Remote!).Key.Span))
            return false;

        pair.RoundTripTime = now - sentAt;
        _consent.OnAnswer(now);
        if (State == IceTransportState.Disconnected)
            SetState(IceTransportState.Connected);

        return true;
    }

    private void CheckConsent(TimeSpan now)
    {
        if (_consent.Due is null)
            return;

        if (now >= _consent.FailedAt)
            ExpireConsent();
        else if (now >= _consent.DisconnectedAt)
            SetState(IceTransportState.Disconnected);
    }

    // No data go over a pair without consent (RFC 7675, section 5.1). Pairs whose checks are under way may still work.
    private void ExpireConsent()
    {
        var isChecking = Selected is null && Remote is not null
            && _checklist.Pairs.Any(static pair => pair.State is PairState.Waiting or PairState.InProgress);
        _consent.Stop();
        (Selected, _previousPair) = (null, null);
        foreach (var pair in _checklist.Pairs)
        {
            if (!isChecking || pair.State == PairState.Succeeded)
                Fail(pair);
        }

        SetState(isChecking ? IceTransportState.Checking : IceTransportState.Failed);
    }
}
