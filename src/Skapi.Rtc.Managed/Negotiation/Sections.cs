using System.Globalization;
using Skapi.Rtc.Sdp;

namespace Skapi.Rtc.Managed.Negotiation;

/// <summary>Decides which sections of a description can be used: those of one bundle, with a kind and formats that are known.</summary>
internal static class Sections
{
    /// <summary>The name of a section: its identification tag, or its place without a tag (RFC 5888, section 9.1).</summary>
    public static string NameOf(SdpDocument description, int index) =>
        description.Sections[index].Mid ?? index.ToString(CultureInfo.InvariantCulture);

    /// <summary>The index of the section with a name, or -1.</summary>
    public static int IndexOf(SdpDocument description, string name)
    {
        for (var i = 0; i < description.Sections.Count; i++)
        {
            if (NameOf(description, i) == name)
                return i;
        }

        return -1;
    }

    /// <summary>Whether a section is in use. In an offer of the other side: whether the answer accepts it.</summary>
    public static bool IsUsable(SdpDocument description, int index)
    {
        if (!IsKnown(description.Sections[index]))
            return false;

        // One transport carries everything, so without a group only the first section is used (RFC 9143, section 7.3).
        var bundled = description.BundledMids;
        return bundled.Count == 0
            ? FirstIndex(description, IsKnown) == index
            : description.Sections[index].Mid is { } mid && bundled.Contains(mid) && IsFirstOfData(description, index);
    }

    /// <summary>The index of the section for data that is in use, or -1.</summary>
    public static int DataIndex(SdpDocument description)
    {
        for (var i = 0; i < description.Sections.Count; i++)
        {
            if (description.Sections[i].IsData && IsUsable(description, i))
                return i;
        }

        return -1;
    }

    /// <summary>The index of the first section that is in use, or -1.</summary>
    public static int FirstIndex(SdpDocument description)
    {
        for (var i = 0; i < description.Sections.Count; i++)
        {
            if (IsUsable(description, i))
                return i;
        }

        return -1;
    }

    private static bool IsFirstOfData(SdpDocument description, int index) =>
        !description.Sections[index].IsData
        || FirstIndex(description, static section => section is { IsData: true, IsRejected: false }) == index;

    // RTP and RTCP on one port (RFC 5761), because there is one transport. A section that is of the bundle only says nothing about the
    // transport (RFC 9429, section 5.2.1), and RTCP has no port of its own in a bundle (RFC 9143, section 9.4).
    private static bool IsKnown(SdpSection section) => !section.IsRejected
        && (section.IsData || (section.IsRtp && HasOnePort(section) && MediaFormats.Of(section).Count > 0));

    private static bool HasOnePort(SdpSection section) => section.Has("rtcp-mux") || section.Has("bundle-only");

    private static int FirstIndex(SdpDocument description, Predicate<SdpSection> isSought)
    {
        for (var i = 0; i < description.Sections.Count; i++)
        {
            if (isSought(description.Sections[i]))
                return i;
        }

        return -1;
    }
}
