using System.Globalization;
using Skapi.Rtc.Sdp;

namespace Skapi.Rtc.GStreamer.Descriptions;

/// <summary>The RTP header extension that says which section a packet belongs to (RFC 9143, section 15).</summary>
internal static class MidExtension
{
    /// <summary>The extension's name in <c>a=extmap</c>.</summary>
    public const string Uri = "urn:ietf:params:rtp-hdrext:sdes:mid";

    /// <summary>The id that an offer of this side proposes when the other side has proposed none.</summary>
    public const int DefaultId = 1;

    /// <summary>The id of the extension in a section (RFC 8285, section 8), or null if the section does not have it.</summary>
    public static int? IdIn(SdpSection section)
    {
        foreach (var value in section.Attributes("extmap"))
        {
            var parts = value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (parts.Length >= 2 && parts[1] == Uri &&
                int.TryParse(parts[0].Split('/')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                    && id is >= 1 and <= 255 and not 15)
                return id;
        }

        return null;
    }

    /// <summary>The id of the extension in a description: it is the same in all sections of a bundle (RFC 9143, section 8).</summary>
    public static int? IdIn(SdpDocument? description) =>
        description?.Sections.Where(section => section.IsRtp && !section.IsRejected).Select(IdIn).FirstOrDefault(id => id is not null);
}
