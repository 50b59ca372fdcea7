using Skapi.Protocol;

namespace Skapi.Rtc.Calls.Negotiation;

/// <summary>
/// The exchange of descriptions: the one that is under way, what is due after it, and what is needed to recognize a repeated signal.
/// Immutable; <see cref="NegotiationStep"/> makes a new one from an old one.
/// </summary>
internal sealed record NegotiationModel
{
    /// <summary>The maximum number of times that an offer or a request for a turn is repeated before it counts as unanswered.</summary>
    public const int MaxRepeats = 5;

    /// <summary>The state in the statechart.</summary>
    public NegotiationState State { get; init; } = NegotiationMachine.Initial;

    /// <summary>Due: what this side sends has changed since its last offer.</summary>
    public bool IsChangeDue { get; init; }

    /// <summary>Due: the callee has asked for its turn.</summary>
    public bool IsTurnDue { get; init; }

    /// <summary>Due: an offer of the other side, which overtook the answer to an offer of this side.</summary>
    public NumberedOffer? DueOffer { get; init; }

    /// <summary>The number of the turn that the callee asked for last; null if it gave none.</summary>
    public uint? Turn { get; init; }

    /// <summary>The offer of this side that has no answer yet; null if there is none.</summary>
    public SessionDescription? LocalOffer { get; init; }

    /// <summary>The number of this side's last offer.</summary>
    public uint LocalExchange { get; init; }

    /// <summary>The number of this side's last offer that restarts ICE, or of the next offer if a restart is due; 0 without one.</summary>
    public uint RestartExchange { get; init; }

    /// <summary>How often the offer or the request that is under way was repeated.</summary>
    public int Repeats { get; init; }

    /// <summary>The last offer of the other side that this side began to answer.</summary>
    public NumberedOffer? RemoteOffer { get; init; }

    /// <summary>Whether that offer could not be applied, or no answer to it could be created.</summary>
    public bool IsRemoteOfferRefused { get; init; }

    /// <summary>This side's answer to it; null until it is created.</summary>
    public SessionDescription? LocalAnswer { get; init; }

    /// <summary>The last answer of the other side that was applied.</summary>
    public SessionDescription? RemoteAnswer { get; init; }

    /// <summary>Whether a restart of ICE is due.</summary>
    public bool IsRestartDue => RestartExchange > LocalExchange;

    /// <summary>Whether a restart of ICE is due, or is offered and not answered.</summary>
    public bool IsRestartOpen => IsRestartDue
        || (RestartExchange == LocalExchange && (State == NegotiationState.Offering || LocalOffer is not null));

    /// <summary>Whether somebody waits for the other side, or a change has not been told to it.</summary>
    public bool IsUnderWay => IsChangeDue || IsTurnDue || DueOffer is not null
        || State is not (NegotiationState.Idle or NegotiationState.Unanswered or NegotiationState.Over);
}
