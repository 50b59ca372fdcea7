using Skapi.Rtc.Sdp;

namespace Skapi.Rtc.GStreamer.Descriptions;

/// <summary>How the other side's bundled transport is reached and secured: the lines that webrtcbin wants in every section.</summary>
/// <param name="UserFragment">The ICE user name fragment.</param>
/// <param name="Lines">The lines of ICE and DTLS.</param>
/// <param name="Candidates">The candidates that the description itself carries.</param>
internal sealed record RemoteTransport(string UserFragment, IReadOnlyList<string> Lines, IReadOnlyList<string> Candidates)
{
    private static readonly string[] Names = ["ice-ufrag", "ice-pwd", "fingerprint", "setup"];

    /// <summary>
    /// Reads the transport of a description, which is that of the first section in use of its bundle (RFC 9143, section 7).
    /// </summary>
    /// <param name="description">The other side's description.</param>
    /// <param name="tagged">The index of that section.</param>
    public static RemoteTransport Read(SdpDocument description, int tagged)
    {
        var section = description.Sections[tagged];
        var lines = new List<string>();
        foreach (var name in Names)
        {
            var values = section.Has(name) ? section.Attributes(name) : description.Attributes(name);
            lines.AddRange(values.Select(value => $"a={name}:{value}"));
        }

        var candidates = description.Sections.Where(known => !known.IsRejected)
            .SelectMany(known => known.Attributes("candidate"))
            .Distinct(StringComparer.Ordinal)
            .Select(value => $"a=candidate:{value}");
        return new RemoteTransport(description.EffectiveAttribute(section, "ice-ufrag") ?? "", lines, [.. candidates]);
    }

    /// <summary>Whether a line describes a transport.</summary>
    public static bool Describes(string line) => Names.Any(name => line.StartsWith($"a={name}:", StringComparison.Ordinal))
        || line.StartsWith("a=candidate:", StringComparison.Ordinal) || line == "a=end-of-candidates";
}
