using Skapi.Rtc.Media;

namespace Skapi.Rtc;

/// <summary>How a call is accepted.</summary>
public sealed record RtcAnswerOptions
{
    /// <summary>
    /// What this side sends; null sends nothing. What the caller offers is received in any case. Media that the offer has no section for
    /// is not sent.
    /// </summary>
    public MediaOptions? Media { get; init; }
}
