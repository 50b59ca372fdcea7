using System.Collections.Immutable;

namespace Skapi.Rtc.GStreamer.Descriptions;

/// <summary>
/// Which section of webrtcbin stands for which section on the wire. Immutable, so that a refused description changes nothing.
/// </summary>
/// <remarks>
/// webrtcbin cannot reject, recycle or reorder sections: it ends the process when its bundle moves to another section or when a section
/// has no transceiver. So its sections never die: a section that is rejected on the wire goes on as an unused one, and a recycled section
/// is a new one. Section 0 belongs to this transport alone and never reaches the wire: the transport of the bundle and all incoming RTP
/// streams hang on it.
/// </remarks>
/// <param name="Sections">webrtcbin's sections, in order.</param>
/// <param name="Wire">The index in <see cref="Sections"/> of each section on the wire.</param>
internal sealed record SectionMap(ImmutableArray<NativeSection> Sections, ImmutableArray<int> Wire)
{
    /// <summary>The map of a peer without any description: the transport's own section.</summary>
    public static SectionMap Empty { get; } = new([new NativeSection { Mid = InnerSection.Mid, Media = InnerSection.Media }], []);

    /// <summary>The section of webrtcbin for a section on the wire.</summary>
    public NativeSection OfWire(int index) => Sections[Wire[index]];

    /// <summary>Returns the map with one of webrtcbin's sections changed.</summary>
    public SectionMap With(int nativeIndex, NativeSection section) => this with { Sections = Sections.SetItem(nativeIndex, section) };

    /// <summary>
    /// Returns the map with a new section of webrtcbin at an index on the wire: at the end, or in place of a section that is over.
    /// </summary>
    public SectionMap Add(NativeSection section, int wireIndex) => new(
        Sections.Add(section),
        wireIndex < Wire.Length ? Wire.SetItem(wireIndex, Sections.Length) : Wire.Add(Sections.Length));

    /// <summary>The index on the wire of the section with a tag there, or -1.</summary>
    public int WireIndexOf(string wireMid)
    {
        for (var i = 0; i < Wire.Length; i++)
        {
            if (OfWire(i).WireMid == wireMid)
                return i;
        }

        return -1;
    }

    /// <summary>The index of one of webrtcbin's sections by its tag, or -1.</summary>
    public int IndexOfMid(string mid)
    {
        for (var i = 0; i < Sections.Length; i++)
        {
            if (Sections[i].Mid == mid)
                return i;
        }

        return -1;
    }
}
