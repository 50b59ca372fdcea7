using System.Globalization;
using Skapi.Protocol;
using Skapi.Rtc.Calls;

namespace Skapi.Rtc.Tests.Calls;

/// <summary>Effects as lines that a test can list and a person can read.</summary>
internal static class EffectText
{
    public static string Of(CallEffect effect) => effect switch
    {
        CallEffect.Refuse(var message) => $"refuse: {message}",
        CallEffect.Send(var cid, var signal) => $"to {cid}: {Of(signal)}",
        CallEffect.SendToUser(var user, var call) => $"to user {user}: [{call}]",
        CallEffect.Peer(var command) => $"peer {command.Generation}: {Of(command)}",
        CallEffect.Move(var cid) => $"moved to {cid}",
        CallEffect.StartTimer(var timer, var due) => string.Create(CultureInfo.InvariantCulture, $"start {timer} {due.TotalSeconds}s"),
        CallEffect.StopTimer(var timer) => $"stop {timer}",
        CallEffect.Raise(var raised, _) => $"raise {raised.Type}",
        CallEffect.RaiseIncoming(var raised) => $"raise {raised.Type} from {raised.SenderCid}",
        CallEffect.ReportConnected => "connected",
        CallEffect.ReportClosed { Cause: { } cause } closed => $"closed: {closed.Reason} ({cause.Message})",
        CallEffect.ReportClosed closed => $"closed: {closed.Reason}",
        _ => effect.ToString(),
    };

    private static string Of(PeerCommand command) => command switch
    {
        PeerCommand.Offer => "offer",
        PeerCommand.Answer(_, var offer) => $"answer {offer.Sdp}",
        PeerCommand.ApplyAnswer(_, var answer) => $"apply {answer.Sdp}",
        PeerCommand.AddCandidate(_, var candidate) => $"add {candidate.Candidate}",
        PeerCommand.RestartIce => "restart ICE",
        PeerCommand.RollBack => "roll back",
        PeerCommand.Discard => "discard",
        _ => command.ToString(),
    };

    private static string Of(Signal signal)
    {
        var members = new List<string>();
        if (signal.Offer is { } offer)
            members.Add($"offer {offer.Sdp}");
        if (signal.Answer is { } answer)
            members.Add($"answer {answer.Sdp}");
        if (signal.Candidate is { } candidate)
            members.Add($"candidate {candidate.Candidate}");
        if (signal.Negotiate is { } turn)
            members.Add($"turn {turn}");
        if (signal.Pickup is { } pickup)
            members.Add($"pickup by {pickup}");
        if (signal.HungUp is { } hungUp)
            members.Add($"hungup by {hungUp}");
        if (signal.Reason is { } reason)
            members.Add($"({reason})");
        if (signal.Call is { } call)
            members.Add($"[{call}]");
        return string.Join(' ', members);
    }
}
