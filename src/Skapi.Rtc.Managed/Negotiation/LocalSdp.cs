using System.Globalization;
using Skapi.Rtc.Dtls;
using Skapi.Rtc.Managed.Ice;
using Skapi.Rtc.Sdp;

namespace Skapi.Rtc.Managed.Negotiation;

/// <summary>Writes this side's descriptions (RFC 9429, sections 5.2 and 5.3): one section for data, everything else rejected.</summary>
/// <param name="sessionId">The number of the session, which stays the same.</param>
/// <param name="fingerprint">The fingerprint of this side's certificate.</param>
/// <param name="sctpPort">This side's SCTP port.</param>
/// <param name="maxMessageSize">The maximum number of bytes of a message that this side receives.</param>
internal sealed class LocalSdp(ulong sessionId, CertificateFingerprint fingerprint, ushort sctpPort, int maxMessageSize)
{
    private const string DataProtocol = "UDP/DTLS/SCTP";
    private const string DataFormat = "webrtc-datachannel";

    private int _version;

    /// <summary>Writes an offer.</summary>
    /// <param name="current">The sections of before, in their order.</param>
    /// <param name="wantsData">Whether a section for data is needed.</param>
    /// <param name="credentials">The ICE credentials.</param>
    /// <returns>Null if there is nothing to offer.</returns>
    public SdpDocument? WriteOffer(IReadOnlyList<SdpSection> current, bool wantsData, IceCredentials credentials)
    {
        var sections = current
            .Select(section => IsActiveData(section) ? DataSection(section.Mid, "actpass", credentials) : Rejected(section))
            .ToList();
        if (wantsData && !current.Any(IsActiveData))
            sections.Add(DataSection(FreeMid(current), "actpass", credentials));

        return sections.Count == 0 ? null : Document(sections);
    }

    /// <summary>Writes an answer. The first section for data that the offer does not reject is accepted.</summary>
    public SdpDocument WriteAnswer(SdpDocument offer, string setup, IceCredentials credentials)
    {
        var accepted = AcceptedIndex(offer);
        return Document([.. offer.Sections.Select((section, index) =>
            index == accepted ? DataSection(section.Mid, setup, credentials) : Rejected(section))]);
    }

    /// <summary>The index of the section for data that both sides use, or -1.</summary>
    public static int AcceptedIndex(SdpDocument description)
    {
        for (var i = 0; i < description.Sections.Count; i++)
        {
            if (IsActiveData(description.Sections[i]))
                return i;
        }

        return -1;
    }

    private static bool IsActiveData(SdpSection section) => section is { IsData: true, IsRejected: false };

    // A rejected section keeps its place, its kind and its formats (RFC 3264, section 6).
    private static SdpSection Rejected(SdpSection section)
    {
        var formats = string.Join(' ', section.Formats);
        var rejected = new SdpSection($"m={section.Media} 0 {section.Protocol} {formats}", "c=IN IP4 0.0.0.0", "a=inactive");
        if (section.Mid is { } mid)
            rejected.Add($"a=mid:{mid}");

        return rejected;
    }

    private static string FreeMid(IReadOnlyList<SdpSection> current)
    {
        var number = current.Count;
        while (current.Any(section => section.Mid == number.ToString(CultureInfo.InvariantCulture)))
            number++;

        return number.ToString(CultureInfo.InvariantCulture);
    }

    private SdpSection DataSection(string? mid, string setup, IceCredentials credentials)
    {
        var section = new SdpSection(
            $"m=application 9 {DataProtocol} {DataFormat}",
            "c=IN IP4 0.0.0.0",
            $"a=ice-ufrag:{credentials.UsernameFragment}",
            $"a=ice-pwd:{credentials.Password}",
            "a=ice-options:trickle",
            $"a=fingerprint:{fingerprint}",
            $"a=setup:{setup}",
            string.Create(CultureInfo.InvariantCulture, $"a=sctp-port:{sctpPort}"),
            string.Create(CultureInfo.InvariantCulture, $"a=max-message-size:{maxMessageSize}"),
            MaxPacket.Line);
        if (mid is not null)
            section.Add($"a=mid:{mid}");

        return section;
    }

    private SdpDocument Document(IReadOnlyList<SdpSection> sections)
    {
        var mids = sections.Where(IsActiveData).Select(section => section.Mid).OfType<string>();
        var bundled = string.Concat(mids.Select(mid => $" {mid}"));
        return new SdpDocument(
            [
                "v=0",
                string.Create(CultureInfo.InvariantCulture, $"o=- {sessionId} {++_version} IN IP4 127.0.0.1"),
                "s=-",
                "t=0 0",
                .. bundled.Length > 0 ? (string[])[$"a=group:BUNDLE{bundled}"] : [],
            ],
            sections);
    }
}
