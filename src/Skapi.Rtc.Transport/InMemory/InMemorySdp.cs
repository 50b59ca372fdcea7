using System.Globalization;
using Skapi.Rtc.Sdp;

namespace Skapi.Rtc.InMemory;

/// <summary>A session description as far as peers in memory need one: the ICE user fragment and the media sections.</summary>
/// <param name="Network">The name of the transport that the peer belongs to; null in a description of another kind of peer.</param>
/// <param name="Ufrag">The ICE user fragment, which names the peer.</param>
/// <param name="Sections">The media sections.</param>
internal sealed record InMemorySdp(string? Network, string Ufrag, IReadOnlyList<InMemorySection> Sections)
{
    private const string NetworkAttribute = "in-memory-network";

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
            $"a={NetworkAttribute}:{Network}",
        ];
        return new SdpDocument(session, Sections.Select(static section => section.ToSdp())).ToString();
    }

    /// <summary>Parses a description.</summary>
    /// <exception cref="SkapiException"><c>INVALID_PARAMETER</c>: it cannot be parsed, or lacks what peers in memory need.</exception>
    public static InMemorySdp Parse(string sdp)
    {
        var document = SdpDocument.Parse(sdp);
        return new InMemorySdp(
            document.Attribute(NetworkAttribute),
            document.Attribute("ice-ufrag") ?? throw SkapiException.InvalidParameter("The SDP cannot be applied: it has no a=ice-ufrag."),
            [.. document.Sections.Select(InMemorySection.Of)]);
    }
}
