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

    /// <summary>Checks that the description, which follows another one, has its sections, in their places.</summary>
    /// <param name="other">The other description.</param>
    /// <param name="name">What it is, for the error.</param>
    /// <param name="mayAdd">Whether more sections may follow.</param>
    /// <exception cref="SkapiException"><c>INVALID_PARAMETER</c>: it does not.</exception>
    public void CheckFollows(InMemorySdp other, string name, bool mayAdd)
    {
        if (Sections.Count < other.Sections.Count || (Sections.Count > other.Sections.Count && !mayAdd))
        {
            throw SkapiException.InvalidParameter(
                $"The SDP cannot be applied: it has {Sections.Count} media section(s), but {name} has {other.Sections.Count}.");
        }

        for (var i = 0; i < other.Sections.Count; i++)
        {
            var (section, known) = (Sections[i], other.Sections[i]);
            if (!section.IsRejected && !known.IsRejected && section.Kind != known.Kind)
                throw SkapiException.InvalidParameter($"The SDP cannot be applied: media section {i} is of another kind than in {name}.");
        }
    }
}
