using System.Collections.Immutable;
using Skapi.Protocol;

namespace Skapi.Rtc.Calls;

/// <summary>Everything that is known of one call. Only <see cref="CallStep"/> makes a new one from an old one.</summary>
internal sealed record CallModel
{
    /// <summary>How many remote candidates wait for a description at the most; more are dropped. A peer has a dozen or two.</summary>
    public const int MaxHeldCandidates = 256;

    /// <summary>Where the call stands in the statechart.</summary>
    public CallState State { get; init; } = CallMachine.Initial;

    public required CallRole Role { get; init; }

    public required RemoteParty Remote { get; init; }

    /// <summary>This side's user id: what it says in a pickup and in a hang-up.</summary>
    public required string OwnUserId { get; init; }

    /// <summary>The call's id. A caller always has one; a callee has the caller's, or none where the caller is the published client.</summary>
    public string? Id { get; init; }

    /// <summary>Whether the other side is a peer of this toolkit: its signals carry the call's id.</summary>
    public bool RemoteIsOurs { get; init; }

    public CallTimes Times { get; init; } = new();

    public DateTimeOffset Began { get; init; }

    /// <summary>The offer that waits for the app to accept it.</summary>
    public SessionDescription? HeldOffer { get; init; }

    /// <summary>The last answer, which waits for the pickup.</summary>
    public SessionDescription? HeldAnswer { get; init; }

    /// <summary>The answer that was taken last, by which a repeat of it is told from the next.</summary>
    public SessionDescription? TakenAnswer { get; init; }

    /// <summary>Remote candidates that wait for a remote description.</summary>
    public ImmutableArray<IceCandidate> HeldRemoteCandidates { get; init; } = [];

    /// <summary>Local candidates that wait for the offer or answer to be on its way.</summary>
    public ImmutableArray<IceCandidate> HeldLocalCandidates { get; init; } = [];

    /// <summary>The local candidate that was sent last.</summary>
    public IceCandidate? SentCandidate { get; init; }

    /// <summary>How long the reminder timer runs; null where it does not.</summary>
    public TimeSpan? Reminder { get; init; }

    /// <summary>Whether the callee has said that it accepted; of a callee, whether it has told so.</summary>
    public bool PickedUp { get; init; }

    /// <summary>The offer that this side called with, once it is on its way.</summary>
    public SessionDescription? SentOffer { get; init; }

    /// <summary>The offer of the published client that called us while we called it.</summary>
    public SessionDescription? CollidingOffer { get; init; }

    /// <summary>Whether the published client called us while we called it.</summary>
    public bool Collided => CollidingOffer is not null;

    /// <summary>Whether the peer has been told to take a remote description.</summary>
    public bool RemoteDescribed { get; init; }

    /// <summary>Whether an offer or answer of ours is on its way.</summary>
    public bool LocalDescribed { get; init; }

    /// <summary>Whether an offer of ours in a connected call waits for its answer.</summary>
    public bool OfferOutstanding { get; init; }

    /// <summary>That offer, once it is made.</summary>
    public SessionDescription? OutstandingOffer { get; init; }

    /// <summary>The offer of the other side that was taken last, by which a repeat of it is told from the next.</summary>
    public SessionDescription? TakenOffer { get; init; }

    /// <summary>The answer to it, once it is made.</summary>
    public SessionDescription? GivenAnswer { get; init; }

    /// <summary>Whether what this side sends has changed since its last offer.</summary>
    public bool NeedsOffer { get; init; }

    /// <summary>Whether this side, a callee, has asked the caller for its turn to renegotiate.</summary>
    public bool TurnRequested { get; init; }

    /// <summary>Whether this side, a caller, has given the callee its turn: the callee's offer is on its way.</summary>
    public bool TurnGranted { get; init; }

    /// <summary>Whether this side, a caller, gives the turn once its own exchange is over.</summary>
    public bool TurnIsDue { get; init; }

    /// <summary>Whether the other side's realtime connection has closed. Media may go on without it.</summary>
    public bool RemoteGone { get; init; }

    /// <summary>
    /// When something was last heard of a peer of this toolkit whose realtime connection has closed, and who is expected back; null
    /// where nobody is.
    /// </summary>
    public DateTimeOffset? AbsentSince { get; init; }

    /// <summary>How much of the other side's media had arrived when it was last asked for.</summary>
    public long MediaHeard { get; init; }

    /// <summary>
    /// Whether this side's realtime connection, and its cid, is another than the one that the published client knows the call by: what
    /// it sends to the new cid is not of this call.
    /// </summary>
    public bool IsDetached { get; init; }

    /// <summary>Whether the recovery timer runs.</summary>
    public bool AwaitsRecovery { get; init; }

    /// <summary>Counts the peers that this call has made; what an earlier one reports is stale.</summary>
    public int Generation { get; init; }

    /// <summary>Whether there is, or will be, a peer connection.</summary>
    public bool HasPeer { get; init; }

    public PeerFacts Peer { get; init; } = new();

    /// <summary>The data channels that are open, in the order in which they opened. One that this side's app is closing says so.</summary>
    public ImmutableArray<ChannelFacts> OpenChannels { get; init; } = [];

    /// <summary>Why the call ended.</summary>
    public CallEndReason? EndReason { get; init; }

    /// <summary>What went wrong, where something did.</summary>
    public SkapiException? EndCause { get; init; }

    /// <summary>The other side's last word as it came, where it sent one.</summary>
    public RawJson? ClosingSignal { get; init; }

    public bool IsClosed => CallMachine.IsFinal(State);
}
