using Skapi.Protocol;
using Skapi.Rtc.Sdp;

namespace Skapi.Rtc.Calls;

/// <summary>The section of the data channels in a description (RFC 8841).</summary>
internal static class DataSection
{
    /// <summary>
    /// Whether a browser that rolls back one offer can answer another. Chromium keeps the mid of its own data section when it rolls back,
    /// and then starts no SCTP transport for a section with another mid: its peer connection is lost.
    /// </summary>
    public static bool CanBeAnsweredInPlaceOf(SessionDescription takenBack, SessionDescription offer) =>
        MidOf(takenBack) is not { } before || MidOf(offer) is not { } after || before == after;

    private static string? MidOf(SessionDescription description) =>
        SdpDocument.TryParse(description.Sdp)?.Sections.FirstOrDefault(static section => section.IsData)?.Mid;
}
