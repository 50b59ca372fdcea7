using Skapi.Protocol;

namespace Skapi.Rtc.Calls.Negotiation;

/// <summary>An offer of the other side.</summary>
/// <param name="Description">The offer.</param>
/// <param name="Exchange">The number that its sender gave it; null from the published client, which gives none.</param>
internal sealed record NumberedOffer(SessionDescription Description, uint? Exchange)
{
    /// <summary>Whether this offer is the same as another one, or older.</summary>
    public bool IsNotAfter(NumberedOffer other) =>
        Exchange is { } own && other.Exchange is { } others ? own <= others : Description == other.Description;
}
