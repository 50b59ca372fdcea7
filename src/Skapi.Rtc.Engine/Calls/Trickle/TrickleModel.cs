using System.Collections.Immutable;
using Skapi.Protocol;

namespace Skapi.Rtc.Calls.Trickle;

/// <summary>The candidates of both sides. Immutable; <see cref="TrickleStep"/> makes a new one from an old one.</summary>
internal sealed record TrickleModel
{
    /// <summary>The maximum number of remote candidates that are held; more are dropped. A peer has a dozen or two.</summary>
    public const int MaxHeld = 256;

    /// <summary>The maximum number of sent candidates that are kept to be sent again; the oldest is dropped.</summary>
    public const int MaxSent = 64;

    /// <summary>The maximum of the factor by which the wait between two reminders grows.</summary>
    public const int MaxFactor = 1024;

    /// <summary>The state in the statechart.</summary>
    public TrickleState State { get; init; } = TrickleMachine.Initial;

    /// <summary>Local candidates that wait for an offer or an answer to be sent.</summary>
    public ImmutableArray<IceCandidate> Held { get; init; } = [];

    /// <summary>Local candidates that were sent and that the other side may not have received.</summary>
    public ImmutableArray<IceCandidate> Sent { get; init; } = [];

    /// <summary>Remote candidates that wait for a remote description.</summary>
    public ImmutableArray<IceCandidate> HeldRemote { get; init; } = [];

    /// <summary>Whether the peer connection has a remote description.</summary>
    public bool IsRemoteDescribed { get; init; }

    /// <summary>The factor of the next wait for a reminder.</summary>
    public int Factor { get; init; } = 1;
}
