using Skapi.Rtc.Peers;

namespace Skapi.Rtc.Managed.Ice;

/// <content>Restarts (RFC 8445, section 9).</content>
internal sealed partial class IceAgent
{
    private BeforeRestart? _beforeRestart;
    private IceCredentials? _previousLocal;
    private CandidatePair? _previousPair;

    /// <summary>Restarts with new credentials (RFC 8445, section 9). Data go over the old pair until a new one works.</summary>
    public void Restart(IceCredentials credentials)
    {
        _beforeRestart = new BeforeRestart(Local, Remote, Selected, _hasAllRemotes, State, _checklist.Save());
        _previousLocal = Local;
        _previousPair = Current;
        Local = credentials;
        Remote = null;
        Selected = null;
        _knownRemote = null;
        _hasAllRemotes = false;
        _nominationDue = null;
        _consent.Stop();
        _checklist.ForgetRemotes();
        _earlyChecks.Clear();
        AnnounceAgain();
        SetState(IceTransportState.Checking);
    }

    /// <summary>Takes a restart back that the other side has not answered (RFC 9429, section 4.1.10.2).</summary>
    public void UndoRestart(TimeSpan now)
    {
        if (_beforeRestart is not { } before)
            return;

        (Local, Remote, Selected, _hasAllRemotes) = (before.Local, before.Remote, before.Selected, before.HasAllRemotes);
        _checklist.Restore(before.Checklist);
        (_beforeRestart, _previousLocal, _previousPair) = (null, null, null);
        if (Selected is not null)
            _consent.Start(now);

        SetState(before.State);
    }

    private sealed record BeforeRestart(
        IceCredentials Local, IceCredentials? Remote, CandidatePair? Selected, bool HasAllRemotes, IceTransportState State,
        Checklist.Saved Checklist);
}
