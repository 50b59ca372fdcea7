using Skapi.Protocol;

namespace Skapi.Rtc.Calls;

/// <summary>A command for the peer connection of a call. The first command of a generation creates the peer connection.</summary>
internal abstract record PeerCommand(int Generation)
{
    /// <summary>Create an offer and set it as the local description. Ends in <see cref="CallInput.OfferCreated"/>.</summary>
    public sealed record Offer(int Generation) : PeerCommand(Generation);

    /// <summary>
    /// Apply an offer, create the answer and set it as the local description. Ends in <see cref="CallInput.AnswerCreated"/>.
    /// </summary>
    public sealed record Answer(int Generation, SessionDescription RemoteOffer) : PeerCommand(Generation);

    /// <summary>Apply an answer.</summary>
    public sealed record ApplyAnswer(int Generation, SessionDescription RemoteAnswer) : PeerCommand(Generation);

    /// <summary>
    /// Let the next offer restart ICE. Ends in <see cref="CallInput.RestartPrepared"/>, or in nothing if the transport cannot restart ICE.
    /// </summary>
    public sealed record RestartIce(int Generation) : PeerCommand(Generation);

    /// <summary>Take back the offer that has no answer.</summary>
    public sealed record RollBack(int Generation) : PeerCommand(Generation);

    /// <summary>Add a candidate of the other side.</summary>
    public sealed record AddCandidate(int Generation, IceCandidate Candidate) : PeerCommand(Generation);

    /// <summary>Dispose the peer connection. The next generation has another one, or none follows.</summary>
    public sealed record Discard(int Generation) : PeerCommand(Generation);
}
