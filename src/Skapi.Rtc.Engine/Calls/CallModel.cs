using System.Collections.Immutable;
using Skapi.Protocol;
using Skapi.Protocol.Json;
using Skapi.Rtc.Calls.Absence;
using Skapi.Rtc.Calls.Negotiation;
using Skapi.Rtc.Calls.Trickle;

namespace Skapi.Rtc.Calls;

/// <summary>Everything that is known about one call. Immutable; <see cref="CallStep"/> makes a new one from an old one.</summary>
internal sealed record CallModel
{
    /// <summary>The maximum number of the other side's earlier cids that are remembered.</summary>
    public const int MaxFormerCids = 8;

    /// <summary>The state in the statechart.</summary>
    public CallState State { get; init; } = CallMachine.Initial;

    /// <summary>Whether this side called or was called.</summary>
    public required CallRole Role { get; init; }

    /// <summary>The other side, as the gateway names it.</summary>
    public required RemoteParty Remote { get; init; }

    /// <summary>What the other side runs.</summary>
    public RemoteKind RemoteKind { get; init; }

    /// <summary>Earlier cids of the other side. A signal from one of them is late and does not move the call back.</summary>
    public ImmutableArray<string> FormerCids { get; init; } = [];

    /// <summary>This side's user id, which a pickup and a hang-up carry.</summary>
    public required string OwnUserId { get; init; }

    /// <summary>
    /// The call's id. A caller always has one. A callee has the caller's, which is null if the caller is the published client.
    /// </summary>
    public string? Id { get; init; }

    /// <summary>The durations of the call's timers.</summary>
    public CallTimes Times { get; init; } = new();

    /// <summary>When the call began.</summary>
    public CallTime Began { get; init; }

    /// <summary>The offer that waits for the app to accept it.</summary>
    public NumberedOffer? HeldOffer { get; init; }

    /// <summary>The last answer, which waits for the pickup.</summary>
    public SessionDescription? HeldAnswer { get; init; }

    /// <summary>The first offer of this side, once it is sent.</summary>
    public SessionDescription? SentOffer { get; init; }

    /// <summary>The offer of the published client that called while this side called it.</summary>
    public SessionDescription? CollidingOffer { get; init; }

    /// <summary>
    /// Whether the callee has accepted: of a caller, whether it has received the pickup; of a callee, whether it has sent it.
    /// </summary>
    public bool IsPickedUp { get; init; }

    /// <summary>
    /// Whether this side has another cid than the one by which the published client knows the call: what this side sends from the new cid
    /// does not belong to this call for it.
    /// </summary>
    public bool IsDetached { get; init; }

    /// <summary>The number of the peer connection. What an earlier one reports is dropped.</summary>
    public int Generation { get; init; }

    /// <summary>Whether the call has had the transport create a peer connection.</summary>
    public bool HasPeer { get; init; }

    /// <summary>The states of the peer connection, as last reported.</summary>
    public PeerFacts Peer { get; init; } = new();

    /// <summary>The open data channels, in the order in which they opened. One that this side's app is closing is in that state.</summary>
    public ImmutableArray<ChannelFacts> OpenChannels { get; init; } = [];

    /// <summary>Whether the peer connection is being told to restart ICE. The offer is due after that.</summary>
    public bool IsPreparingRestart { get; init; }

    /// <summary>The exchange of descriptions.</summary>
    public NegotiationModel Negotiation { get; init; } = new();

    /// <summary>The candidates of both sides.</summary>
    public TrickleModel Trickle { get; init; } = new();

    /// <summary>Whether the other side can be reached.</summary>
    public AbsenceModel Absence { get; init; } = new();

    /// <summary>Why the call ended; null while it goes on.</summary>
    public CallEndReason? EndReason { get; init; }

    /// <summary>The error that ended the call; null if none did.</summary>
    public SkapiException? EndCause { get; init; }

    /// <summary>The other side's hang-up as it was received; null if it sent none.</summary>
    public RawJson? ClosingSignal { get; init; }

    /// <summary>Whether the other side is a peer of this toolkit.</summary>
    public bool IsToolkit => RemoteKind == RemoteKind.Toolkit;

    /// <summary>Whether the published client called while this side called it.</summary>
    public bool IsCollided => CollidingOffer is not null;

    /// <summary>Whether the call is over.</summary>
    public bool IsClosed => CallMachine.IsFinal(State);
}
