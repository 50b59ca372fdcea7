using System.Globalization;
using Skapi.Rtc.Sdp;

namespace Skapi.Rtc.InMemory;

/// <summary>A session description as far as peers in memory need one: the ICE user fragment and the media sections.</summary>
internal sealed record InMemorySdp(string Ufrag, IReadOnlyList<InMemorySection> Sections)
{
    /// <summary>Writes the description.</summary>
    public string Format(int version)
    {
        string[] session =
        [
            "v=0",
            string.Create(CultureInfo.InvariantCulture, $"o=- 1 {version} IN IP4 127.0.0.1"),
            "s=-",
            "t=0 0",
            $"a=ice-ufrag:{Ufrag}",
        ];
        return new SdpDocument(session, Sections.Select(static section => section.ToSdp())).ToString();
    }

    /// <summary>Parses a description.</summary>
    /// <exception cref="SkapiException"><c>INVALID_PARAMETER</c>: it cannot be parsed, or lacks what peers in memory need.</exception>
    public static InMemorySdp Parse(string sdp)
    {
        var document = SdpDocument.Parse(sdp);
        return new InMemorySdp(
            document.Attribute("ice-ufrag") ?? throw SkapiException.InvalidParameter("The SDP cannot be applied: it has no a=ice-ufrag."),
            [.. document.Sections.Select(InMemorySection.Of)]);
    }
}
