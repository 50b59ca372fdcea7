using System.Net;
using Skapi.Rtc.Peers;

namespace Skapi.Rtc.Managed.Ice;

/// <content>Restarts (RFC 8445, section 9).</content>
internal sealed partial class IceAgent
{
    private BeforeRestart? _beforeRestart;
    private IceCredentials? _previousLocal;
    private IceCredentials? _previousRemote;
    private CandidatePair? _previousPair;

    /// <summary>
    /// Restarts with new credentials (RFC 8445, section 9). Add the addresses of this side again, or others: what was gathered before
    /// belongs to the old session. Data go over the old pair until a new one works, as long as the other side consents with the old
    /// credentials. The state changes only if no pair carried data: a restart that is not answered does not hide a lost connection.
    /// </summary>
    /// <param name="credentials">This side's new credentials.</param>
    /// <param name="stunServers">The STUN servers to ask from now on.</param>
    public void Restart(IceCredentials credentials, IReadOnlyList<IPEndPoint> stunServers)
    {
        _beforeRestart = new BeforeRestart(
            Local, Remote, Selected, _previousLocal, _previousRemote, _previousPair, _hasAllRemotes, State, _checklist.Save(), [.. _told],
            [.. _reflexive], _hasAllHosts, _isGatheringComplete);

        // No pair of the session that ends may work yet. Then data still go over that of an earlier one.
        if (_previousPair is null || Current != _previousPair)
            (_previousLocal, _previousRemote, _previousPair) = (Local, Remote, Current);

        Local = credentials;
        Remote = null;
        Selected = null;
        _knownRemote = null;
        _hasAllRemotes = false;
        _validSince = null;
        _checklist.Clear();
        _earlyChecks.Clear();
        _told.Clear();
        _reflexive.Clear();
        _gatherer.Restart(stunServers);
        (_hasAllHosts, _isGatheringComplete, _nextIndex) = (false, false, 0);
        if (_consent.Due is null)
            SetState(IceTransportState.Checking);
        else if (State == IceTransportState.Completed)
            SetState(IceTransportState.Connected);
    }

    /// <summary>Takes a restart back that the other side has not answered (RFC 9429, section 4.1.10.2).</summary>
    public void UndoRestart()
    {
        if (_beforeRestart is not { } before)
            return;

        (Local, Remote, Selected, _hasAllRemotes) = (before.Local, before.Remote, before.Selected, before.HasAllRemotes);
        (_previousLocal, _previousRemote, _previousPair) = (before.PreviousLocal, before.PreviousRemote, before.PreviousPair);
        _checklist.Restore(before.Checklist);
        _told.Clear();
        _told.AddRange(before.Told);
        _reflexive.Clear();
        _reflexive.UnionWith(before.Reflexive);
        _gatherer.Restart([]);

        // A gathering that the rollback ends is complete too, and that is reported.
        (_hasAllHosts, _isGatheringComplete, _nextIndex) =
            (before.HasAllHosts, before.IsGatheringComplete && _isGatheringComplete, _told.Count);
        _beforeRestart = null;
        UndoState(before.State);
        CompleteGathering();
    }

    // What consent has shown meanwhile counts.
    private void UndoState(IceTransportState before)
    {
        if (State == IceTransportState.Failed)
        {
            (Selected, _previousPair) = (null, null);
            foreach (var pair in _checklist.Pairs)
                Fail(pair);
        }
        else if (State != IceTransportState.Disconnected && before != IceTransportState.Disconnected)
        {
            SetState(before);
        }
    }

    private sealed record BeforeRestart(
        IceCredentials Local, IceCredentials? Remote, CandidatePair? Selected, IceCredentials? PreviousLocal,
        IceCredentials? PreviousRemote, CandidatePair? PreviousPair, bool HasAllRemotes, IceTransportState State,
        Checklist.Saved Checklist, IReadOnlyList<Candidate> Told, IReadOnlyList<IPEndPoint> Reflexive, bool HasAllHosts,
        bool IsGatheringComplete);
}
