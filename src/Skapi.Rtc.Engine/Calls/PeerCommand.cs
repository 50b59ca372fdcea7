using Skapi.Protocol;

namespace Skapi.Rtc.Calls;

/// <summary>What a call has its peer connection do. A peer is made for the first command of a generation.</summary>
internal abstract record PeerCommand(int Generation)
{
    /// <summary>Create an offer and set it as the local description. Ends in <see cref="CallInput.OfferCreated"/>.</summary>
    public sealed record Offer(int Generation) : PeerCommand(Generation);

    /// <summary>Take an offer, create the answer and set it as the local description. Ends in <see cref="CallInput.AnswerCreated"/>.</summary>
    public sealed record Answer(int Generation, SessionDescription RemoteOffer) : PeerCommand(Generation);

    /// <summary>Take an answer.</summary>
    public sealed record ApplyAnswer(int Generation, SessionDescription RemoteAnswer) : PeerCommand(Generation);

    /// <summary>Take a candidate of the other side.</summary>
    public sealed record AddCandidate(int Generation, IceCandidate Candidate) : PeerCommand(Generation);

    /// <summary>Dispose the peer; the next generation has another, or there is none.</summary>
    public sealed record Discard(int Generation) : PeerCommand(Generation);
}
