using System.Net;
using Skapi.Rtc.Managed.Io;
using Skapi.Rtc.Managed.Stun;
using Skapi.Rtc.Managed.Timing;
using Skapi.Rtc.Peers;

namespace Skapi.Rtc.Managed.Ice;

/// <content>Connectivity checks and timers (RFC 8445, sections 6.1.4 and 7).</content>
internal sealed partial class IceAgent
{
    private const int RoleConflict = 487;

    private bool _hasAllRemotes;
    private TimeSpan _lastCandidateAt;
    private TimeSpan _remoteSetAt;
    private TimeSpan _nextCheckAt;

    /// <summary>When <see cref="HandleTimeout"/> is due, or null if nothing waits.</summary>
    public TimeSpan? NextTimeout
    {
        get
        {
            if (State == IceTransportState.Closed)
                return null;

            var next = _gatherer.NextTimeout;
            Earliest.Include(ref next, NominationDue);
            Earliest.Include(ref next, _consent.Due);
            if (_consent.Due is not null)
                Earliest.Include(ref next, State == IceTransportState.Disconnected ? _consent.FailedAt : _consent.DisconnectedAt);
            if (Remote is null)
                return next;

            for (var i = 0; i < _checklist.Pairs.Count; i++)
                Earliest.Include(ref next, _checklist.Pairs[i].Due);

            if (NextCheck is not null)
                Earliest.Include(ref next, _nextCheckAt);
            if (IsHopeless)
                Earliest.Include(ref next, FailsAt);

            return next;
        }
    }

    // The search is left out once a direct pair is chosen, because this is asked for each datagram.
    private CandidatePair? NextCheck => Selected is not { IsFallback: false }
        && _checklist.NextWaiting(IsControlling) is { } pair && MayBeSelected(pair) ? pair : null;

    // While consent is checked, its expiry decides: a pair of before a restart may work when the new ones do not.
    private bool IsHopeless => State is IceTransportState.Checking or IceTransportState.New && Remote is not null && _consent.Due is null
        && !_checklist.Pairs.Any(pair => pair.State is PairState.Waiting or PairState.InProgress or PairState.Succeeded);

    private TimeSpan FailsAt
    {
        get
        {
            // The other side may still check, and its checks show pairs (RFC 8863, section 4).
            var patient = _remoteSetAt + _options.CheckDuration;
            var last = _hasAllRemotes && _checklist.Pairs.Count > 0 ? _lastCandidateAt : _lastCandidateAt + _options.GiveUpAfter;
            return last > patient ? last : patient;
        }
    }

    /// <summary>Handles the timers that are due.</summary>
    public void HandleTimeout(TimeSpan now)
    {
        if (State == IceTransportState.Closed)
            return;

        _gatherer.HandleTimeout(now);
        CompleteGathering();
        for (var i = 0; i < _checklist.Pairs.Count; i++)
        {
            if (now >= _checklist.Pairs[i].Due)
                HandleCheckTimeout(_checklist.Pairs[i], now);
        }

        if (now >= _consent.Due)
            SendConsentCheck(now);

        CheckConsent(now);
        Continue(now);
    }

    // Sends the next check, chooses a pair, and notices that none is left.
    private void Continue(TimeSpan now)
    {
        if (Remote is null || State == IceTransportState.Closed)
            return;

        if (_checklist.Pairs.Count > 0 && State is IceTransportState.New)
            SetState(IceTransportState.Checking);

        if (now >= _nextCheckAt && NextCheck is { } pair)
        {
            _nextCheckAt = now + _options.Pacing;
            StartCheck(pair, now);
        }

        Nominate(now);
        if (IsHopeless && now >= FailsAt)
            SetState(IceTransportState.Failed);
    }

    private void StartCheck(CandidatePair pair, TimeSpan now)
    {
        if (State is IceTransportState.Failed or IceTransportState.New)
            SetState(IceTransportState.Checking);

        pair.State = pair.State == PairState.Succeeded ? PairState.Succeeded : PairState.InProgress;
        pair.Transaction = TransactionId.Create(_options.Random);
        pair.Transmissions = 0;
        TransmitCheck(pair, now);
    }

    private void TransmitCheck(CandidatePair pair, TimeSpan now)
    {
        pair.Due = now + _options.InitialTimeout * (1 << pair.Transmissions);
        if (pair.Transmissions == 0)
            pair.SentAt = now;

        pair.Transmissions++;
        SendCheck(pair, pair.Transaction!.Value, pair.Nominates, Local, Remote!);
    }

    private void SendCheck(
        CandidatePair pair, TransactionId transaction, bool nominates, IceCredentials ownCredentials, IceCredentials remoteCredentials)
    {
        Span<byte> buffer = stackalloc byte[700];
        var writer = new StunWriter(buffer, StunClass.Request, transaction);
        WriteUsername(ref writer, ownCredentials, remoteCredentials);
        writer.Write(StunAttribute.Priority, Candidate.ComputeReflexivePriority(pair.Base));
        writer.Write(IsControlling ? StunAttribute.IceControlling : StunAttribute.IceControlled, _tieBreaker);
        if (nominates)
            writer.Write(StunAttribute.UseCandidate, []);

        writer.Protect(remoteCredentials.Key.Span);
        _listener.Send(pair.Base, pair.Remote.Address, writer.Written);
    }

    // The receiver's fragment, a colon, and this side's (RFC 8445, section 7.2.2).
    private static void WriteUsername(ref StunWriter writer, IceCredentials ownCredentials, IceCredentials remoteCredentials)
    {
        var remote = remoteCredentials.FragmentBytes.Span;
        var local = ownCredentials.FragmentBytes.Span;
        Span<byte> username = stackalloc byte[remote.Length + 1 + local.Length];
        remote.CopyTo(username);
        username[remote.Length] = (byte)':';
        local.CopyTo(username[(remote.Length + 1)..]);
        writer.Write(StunAttribute.Username, username);
    }

    private void HandleCheckTimeout(CandidatePair pair, TimeSpan now)
    {
        if (pair.Transmissions < _options.MaxTransmissions)
        {
            TransmitCheck(pair, now);
            return;
        }

        Fail(pair);
    }

    private static void Fail(CandidatePair pair)
    {
        pair.State = PairState.Failed;
        pair.Nominates = false;
        EndCheck(pair);
    }

    private static void EndCheck(CandidatePair pair)
    {
        pair.Transaction = null;
        pair.Due = null;
    }

    // A check of the other side: this side checks the same pair at once (RFC 8445, section 7.3.1.4).
    private void HandleCheck(IPEndPoint local, IPEndPoint from, uint priority, bool usesCandidate, TimeSpan now)
    {
        if (_checklist.Remotes.Count < _options.MaxRemoteCandidates)
            _checklist.AddRemote(ReflexiveOf(local, from, priority));

        if (_checklist.Find(local, from) is not { } pair)
            return;

        if (usesCandidate && !IsControlling)
        {
            pair.IsNominated = true;
            pair.NominatedAt = now;
            if (pair.State == PairState.Succeeded)
                Select(pair, now);
        }

        if (pair.State is PairState.Waiting or PairState.Failed)
            StartCheck(pair, now);
    }

    private void HandleResponse(IPEndPoint local, IPEndPoint from, in StunMessage message, TimeSpan now)
    {
        if (_gatherer.HandleAnswer(from, message) is { } found)
        {
            AddReflexive(found.Base, found.Mapped);
            CompleteGathering();
            return;
        }

        CompleteGathering();
        if (HandleConsentResponse(from, message, now) || Remote is null || !message.Verify(Remote.Key.Span))
            return;

        if (_checklist.Find(message.Transaction) is { } pair)
            HandlePairResponse(pair, local, from, message, now);
    }

    private void HandlePairResponse(CandidatePair pair, IPEndPoint local, IPEndPoint from, in StunMessage message, TimeSpan now)
    {
        // An answer that comes from elsewhere shows a way that works in one direction only (RFC 8445, section 7.2.5.2.1).
        if (!pair.Base.IsSameAs(local) || !pair.Remote.Address.IsSameAs(from))
            return;

        _listener.OnRemoteVerified(local, from);
        EndCheck(pair);
        if (message.Class == StunClass.Error)
        {
            if (message.ReadErrorCode() == RoleConflict)
            {
                SwitchRole();
                StartCheck(pair, now);
            }
            else
            {
                Fail(pair);
                Continue(now);
            }

            return;
        }

        if (pair.Transmissions == 1 || pair.RoundTripTime is null)
            pair.RoundTripTime = now - pair.SentAt;

        pair.ConfirmedAt = now;
        pair.State = PairState.Succeeded;
        if (message.TryReadMappedAddress(out var mapped))
            pair.Local = FindLocal(pair.Base is StreamEndPoint ? StreamEndPoint.Of(mapped) : mapped, pair);

        // Data go over the best pair that works, also before one is chosen.
        if (Selected is null && Current == pair)
        {
            _consent.Start(now);
            SetState(IceTransportState.Connected);
        }

        if (pair.Nominates || pair.IsNominated)
            Select(pair, now);

        Continue(now);
    }

    private Candidate FindLocal(IPEndPoint mapped, CandidatePair pair)
    {
        if (mapped.IsSameAs(pair.Local.Address))
            return pair.Local;

        var priority = Candidate.ComputeReflexivePriority(mapped);
        return _checklist.Locals.FirstOrDefault(local => local.Address.IsSameAs(mapped))
            ?? new Candidate(CandidateType.PeerReflexive, mapped, priority, Foundation(CandidateType.PeerReflexive, 0), pair.Base)
            {
                Role = pair.Local.Role,
            };
    }

    private Candidate ReflexiveOf(IPEndPoint local, IPEndPoint from, uint priority)
    {
        var candidate = new Candidate(CandidateType.PeerReflexive, from, priority, $"p{_checklist.Remotes.Count}");
        return local is StreamEndPoint via ? candidate with { Role = StreamRole.Active, Via = via } : candidate;
    }
}
