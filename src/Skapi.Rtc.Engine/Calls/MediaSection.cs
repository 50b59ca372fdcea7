using Skapi.Protocol;

namespace Skapi.Rtc.Calls;

/// <summary>The sections of audio and video in a description (RFC 8866, section 5.14).</summary>
internal static class MediaSection
{
    /// <summary>Whether a description has a section of audio or video that is not rejected by the port 0.</summary>
    public static bool IsIn(SessionDescription description)
    {
        foreach (var line in description.Sdp.AsSpan().EnumerateLines())
        {
            if ((line.StartsWith("m=audio ") || line.StartsWith("m=video ")) && !line["m=audio ".Length..].StartsWith("0 "))
                return true;
        }

        return false;
    }
}
