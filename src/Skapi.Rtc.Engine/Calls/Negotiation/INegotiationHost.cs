using Skapi.Protocol;

namespace Skapi.Rtc.Calls.Negotiation;

/// <summary>The call that a <see cref="NegotiationStep"/> works for.</summary>
internal interface INegotiationHost
{
    /// <summary>Whether the other side is a peer of this toolkit, which takes turns and numbers its offers.</summary>
    bool IsToolkit { get; }

    /// <summary>Whether this side is the callee.</summary>
    bool IsCallee { get; }

    /// <summary>Whether the call is connected and an offer of this side can reach the other side.</summary>
    bool MayOffer { get; }

    /// <summary>
    /// Whether the call is answered, and an offer of this side can reach the other side. A restart of ICE and the other side's turn do not
    /// wait until the call is connected, because it may never be without them.
    /// </summary>
    bool MayRestart { get; }

    /// <summary>Has the peer connection create an offer. It ends in <see cref="NegotiationStep.HandleLocalOffer"/>.</summary>
    void CreateOffer();

    /// <summary>
    /// Has the peer connection apply an offer and create the answer. It ends in <see cref="NegotiationStep.HandleLocalAnswer"/>.
    /// </summary>
    void CreateAnswer(SessionDescription remoteOffer);

    /// <summary>Has the peer connection apply an answer.</summary>
    void ApplyAnswer(SessionDescription remoteAnswer);

    /// <summary>Has the peer connection take back the offer that has no answer.</summary>
    void RollBack();

    /// <summary>Sends a signal.</summary>
    void Send(Signal signal);

    /// <summary>Sends an answer again that the other side may not have received.</summary>
    void RepeatAnswer(Signal answer);

    /// <summary>Asks the other side's user where the other side is, because it does not answer at the cid that this side knows.</summary>
    void SeekRemote();

    /// <summary>Starts the timer of a delay.</summary>
    void StartDelay(NegotiationDelay delay);

    /// <summary>Stops the timer of a delay.</summary>
    void CancelDelay(NegotiationDelay delay);

    /// <summary>Reports a change of the state, for logs and traces.</summary>
    void ReportTransition(NegotiationState from, NegotiationState to, string trigger);
}
