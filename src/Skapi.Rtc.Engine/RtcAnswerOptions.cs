using Skapi.Rtc.Media;

namespace Skapi.Rtc;

/// <summary>How a call is accepted.</summary>
public sealed record RtcAnswerOptions
{
    /// <summary>
    /// The media that this side sends, or null to send nothing. What the caller offers is received in any case. Media for which the offer
    /// has no section is not sent.
    /// </summary>
    public MediaOptions? Media { get; init; }
}
