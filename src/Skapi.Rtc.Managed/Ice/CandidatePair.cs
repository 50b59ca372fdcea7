using System.Net;
using Skapi.Rtc.Managed.Stun;

namespace Skapi.Rtc.Managed.Ice;

/// <summary>A way between the two sides: an address of this one and an address of the other.</summary>
internal sealed class CandidatePair(Candidate local, Candidate remote)
{
    /// <summary>This side's candidate. It changes when a check shows the address that the other side sees.</summary>
    public Candidate Local { get; set; } = local;

    /// <summary>The other side's candidate.</summary>
    public Candidate Remote { get; set; } = remote;

    /// <summary>The address from which this side sends.</summary>
    public IPEndPoint Base { get; } = local.Base ?? local.Address;

    /// <summary>Whether data go over TCP or a TURN server, or may do so: the other side's is not known before its candidate.</summary>
    public bool IsFallback => Local.Type == CandidateType.Relayed || Local.Role is not null
        || Remote.Type is CandidateType.Relayed or CandidateType.PeerReflexive;

    /// <summary>What is known about the pair.</summary>
    public PairState State { get; set; }

    /// <summary>Whether the controlling side chose the pair, or this side shall once a check succeeds.</summary>
    public bool IsNominated { get; set; }

    /// <summary>When the controlling side last named the pair.</summary>
    public TimeSpan NominatedAt { get; set; }

    /// <summary>Whether the next check tells the other side that the pair is chosen.</summary>
    public bool Nominates { get; set; }

    /// <summary>The check that is under way, or null.</summary>
    public TransactionId? Transaction { get; set; }

    /// <summary>The number of times that the check was sent.</summary>
    public int Transmissions { get; set; }

    /// <summary>When the check was sent for the first time.</summary>
    public TimeSpan SentAt { get; set; }

    /// <summary>When the check is sent again or has failed.</summary>
    public TimeSpan? Due { get; set; }

    /// <summary>
    /// The latest round-trip time, or null before the first check succeeded. It is an upper bound until a check that was sent once is
    /// answered: the answer does not say to which of several transmissions it belongs.
    /// </summary>
    public TimeSpan? RoundTripTime { get; set; }

    /// <summary>When the last check succeeded.</summary>
    public TimeSpan ConfirmedAt { get; set; }

    /// <summary>Computes the priority of the pair (RFC 8445, section 6.1.2.3).</summary>
    public ulong Priority(bool isControlling)
    {
        var (controlling, controlled) = isControlling ? (Local.Priority, Remote.Priority) : (Remote.Priority, Local.Priority);
        return ((ulong)Math.Min(controlling, controlled) << 32) + 2 * (ulong)Math.Max(controlling, controlled)
            + (controlling > controlled ? 1u : 0u);
    }
}
