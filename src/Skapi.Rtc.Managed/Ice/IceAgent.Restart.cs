using System.Net;
using Skapi.Rtc.Peers;

namespace Skapi.Rtc.Managed.Ice;

/// <content>Restarts (RFC 8445, section 9).</content>
internal sealed partial class IceAgent
{
    private BeforeRestart? _beforeRestart;
    private IceCredentials? _previousLocal;
    private CandidatePair? _previousPair;

    /// <summary>
    /// Restarts with new credentials (RFC 8445, section 9). Add the addresses of this side again, or others: what was gathered before
    /// belongs to the old session. Data go over the old pair until a new one works.
    /// </summary>
    /// <param name="credentials">This side's new credentials.</param>
    /// <param name="stunServers">The STUN servers to ask from now on.</param>
    public void Restart(IceCredentials credentials, IReadOnlyList<IPEndPoint> stunServers)
    {
        _beforeRestart = new BeforeRestart(
            Local, Remote, Selected, _hasAllRemotes, State, _checklist.Save(), [.. _told], [.. _reflexive], _hasAllHosts,
            _isGatheringComplete);
        _previousLocal = Local;
        _previousPair = Current;
        Local = credentials;
        Remote = null;
        Selected = null;
        _knownRemote = null;
        _hasAllRemotes = false;
        _nominationDue = null;
        _consent.Stop();
        _checklist.Clear();
        _earlyChecks.Clear();
        _told.Clear();
        _reflexive.Clear();
        _gatherer.Restart(stunServers);
        (_hasAllHosts, _isGatheringComplete, _nextIndex) = (false, false, 0);
        SetState(IceTransportState.Checking);
    }

    /// <summary>Takes a restart back that the other side has not answered (RFC 9429, section 4.1.10.2).</summary>
    public void UndoRestart(TimeSpan now)
    {
        if (_beforeRestart is not { } before)
            return;

        (Local, Remote, Selected, _hasAllRemotes) = (before.Local, before.Remote, before.Selected, before.HasAllRemotes);
        _checklist.Restore(before.Checklist);
        _told.Clear();
        _told.AddRange(before.Told);
        _reflexive.Clear();
        _reflexive.UnionWith(before.Reflexive);
        _gatherer.Restart([]);
        (_hasAllHosts, _isGatheringComplete, _nextIndex) = (before.HasAllHosts, before.IsGatheringComplete, _told.Count);
        (_beforeRestart, _previousLocal, _previousPair) = (null, null, null);
        if (Selected is not null)
            _consent.Start(now);

        SetState(before.State);
        CompleteGathering();
    }

    private sealed record BeforeRestart(
        IceCredentials Local, IceCredentials? Remote, CandidatePair? Selected, bool HasAllRemotes, IceTransportState State,
        Checklist.Saved Checklist, IReadOnlyList<Candidate> Told, IReadOnlyList<IPEndPoint> Reflexive, bool HasAllHosts,
        bool IsGatheringComplete);
}
