using Skapi.Protocol;
using Skapi.Rtc.Calls.Negotiation;

namespace Skapi.Rtc.Tests.Calls.Negotiation;

/// <summary>A call that only records what its negotiation asks of it.</summary>
internal sealed class RecordingNegotiationHost : INegotiationHost
{
    public bool IsToolkit { get; set; } = true;

    public bool IsCallee { get; set; }

    public bool MayOffer { get; set; } = true;

    public bool MayRestart { get; set; } = true;

    public List<string> Asked { get; } = [];

    public void CreateOffer() => Asked.Add("create offer");

    public void CreateAnswer(SessionDescription remoteOffer) => Asked.Add($"answer {remoteOffer.Sdp}");

    public void ApplyAnswer(SessionDescription remoteAnswer) => Asked.Add($"apply {remoteAnswer.Sdp}");

    public void RollBack() => Asked.Add("roll back");

    public void Send(Signal signal) =>
        Asked.Add($"send {signal.Offer?.Sdp}{signal.Answer?.Sdp}{signal.Negotiate} {signal.Exchange}".TrimEnd());

    public void RepeatAnswer(Signal answer) => Asked.Add($"repeat {answer.Answer!.Sdp}");

    public void SeekRemote() => Asked.Add("seek");

    public void StartDelay(NegotiationDelay delay) => Asked.Add($"start {delay}");

    public void CancelDelay(NegotiationDelay delay) => Asked.Add($"cancel {delay}");

    public void ReportTransition(NegotiationState from, NegotiationState to, string trigger)
    {
    }
}
