using Skapi.Protocol;

namespace Skapi.Rtc.Calls;

/// <summary>The section of the data channels in a description (RFC 8841).</summary>
internal static class DataSection
{
    /// <summary>
    /// Whether a browser that takes back one offer can answer another. Chromium keeps the name of its own data section when it rolls
    /// back, and then starts no SCTP transport for a section with another name: its peer connection is lost.
    /// </summary>
    public static bool CanBeAnsweredInPlaceOf(SessionDescription takenBack, SessionDescription offer) =>
        MidOf(takenBack) is not { } before || MidOf(offer) is not { } after || before == after;

    private static string? MidOf(SessionDescription description)
    {
        var isData = false;
        foreach (var line in description.Sdp.AsSpan().EnumerateLines())
        {
            if (line.StartsWith("m="))
                isData = line.StartsWith("m=application ");
            else if (isData && line.StartsWith("a=mid:"))
                return line["a=mid:".Length..].ToString();
        }

        return null;
    }
}
