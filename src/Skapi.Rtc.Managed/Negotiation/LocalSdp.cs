using System.Globalization;
using Skapi.Rtc.Dtls;
using Skapi.Rtc.Managed.Ice;
using Skapi.Rtc.Managed.Media;
using Skapi.Rtc.Sdp;

namespace Skapi.Rtc.Managed.Negotiation;

/// <summary>Writes this side's descriptions (RFC 9429, sections 5.2 and 5.3). All sections that are not rejected are one bundle.</summary>
/// <param name="sessionId">The number of the session, which stays the same.</param>
/// <param name="fingerprint">The fingerprint of this side's certificate.</param>
/// <param name="sctpPort">This side's SCTP port.</param>
/// <param name="maxMessageSize">The maximum number of bytes of a message that this side receives.</param>
/// <param name="cname">The name of this side's sources and the id of its stream.</param>
internal sealed class LocalSdp(ulong sessionId, CertificateFingerprint fingerprint, ushort sctpPort, int maxMessageSize, string cname)
{
    private const string DataProtocol = "UDP/DTLS/SCTP";
    private const string DataFormat = "webrtc-datachannel";
    private const string OfferedSetup = "actpass";

    private int _version;

    /// <summary>Writes an offer. Transceivers without a section get a new one, or the place of one that was rejected.</summary>
    /// <param name="current">The previous description of this side, or of the other side if there is none; null before the first.</param>
    /// <param name="wantsData">Whether a section for data is needed.</param>
    /// <param name="transceivers">The transceivers. Those that get a section have <see cref="Transceiver.OfferedMid"/> set.</param>
    /// <param name="extensions">The numbers of the header extensions.</param>
    /// <param name="credentials">The ICE credentials.</param>
    /// <returns>Null if there is nothing to offer.</returns>
    public SdpDocument? WriteOffer(
        SdpDocument? current, bool wantsData, IReadOnlyList<Transceiver> transceivers, ExtensionNumbers extensions,
        IceCredentials credentials)
    {
        var used = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < current?.Sections.Count; i++)
            used.Add(Sections.NameOf(current, i));

        var waiting = new Queue<Transceiver>(transceivers.Where(static transceiver => transceiver is { Mid: null, IsStopped: false }));
        var sections = new List<SdpSection>();
        for (var i = 0; i < current?.Sections.Count; i++)
        {
            var (section, name) = (current.Sections[i], Sections.NameOf(current, i));
            if (section is { IsData: true, IsRejected: false })
                sections.Add(DataSection(section.Mid, OfferedSetup, credentials));
            else if (transceivers.FirstOrDefault(known => known.Mid == name && !known.IsStopped) is { } transceiver)
                sections.Add(OfferedSection(transceiver, section.Mid, MediaFormatsOf(transceiver, section), extensions, credentials));
            else if (waiting.TryDequeue(out var next))
                sections.Add(NewSection(next, used, extensions, credentials));
            else
                sections.Add(Rejected(section));
        }

        while (waiting.TryDequeue(out var next))
            sections.Add(NewSection(next, used, extensions, credentials));

        if (wantsData && !sections.Exists(IsActiveData))
            sections.Add(DataSection(FreeMid(used), OfferedSetup, credentials));

        return sections.Count == 0 ? null : Document(sections);
    }

    /// <summary>Writes an answer. Sections of the offer that this side cannot use are rejected.</summary>
    public SdpDocument WriteAnswer(SdpDocument offer, string setup, IReadOnlyList<Transceiver> transceivers, IceCredentials credentials) =>
        Document([.. offer.Sections.Select((section, index) =>
            Answer(offer, index, setup, transceivers, credentials) ?? Rejected(section))]);

    private static bool IsActiveData(SdpSection section) => section is { IsData: true, IsRejected: false };

    // What was negotiated stays in its order, with what this side prefers now at the front.
    private static IReadOnlyList<MediaFormat> MediaFormatsOf(Transceiver transceiver, SdpSection section) =>
        MediaFormats.Of(section) is { Count: > 0 } known ? known : MediaFormats.Own(transceiver.Kind);

    // A rejected section keeps its place, its kind and its formats (RFC 3264, section 6).
    private static SdpSection Rejected(SdpSection section)
    {
        var formats = string.Join(' ', section.Formats);
        var rejected = new SdpSection($"m={section.Media} 0 {section.Protocol} {formats}", "c=IN IP4 0.0.0.0", "a=inactive");
        if (section.Mid is { } mid)
            rejected.Add($"a=mid:{mid}");

        return rejected;
    }

    private static string FreeMid(HashSet<string> used)
    {
        var number = 0;
        while (!used.Add(number.ToString(CultureInfo.InvariantCulture)))
            number++;

        return number.ToString(CultureInfo.InvariantCulture);
    }

    private SdpSection? Answer(
        SdpDocument offer, int index, string setup, IReadOnlyList<Transceiver> transceivers, IceCredentials credentials)
    {
        var section = offer.Sections[index];
        if (!Sections.IsUsable(offer, index))
            return null;
        if (section.IsData)
            return DataSection(section.Mid, setup, credentials);

        var name = Sections.NameOf(offer, index);
        if (transceivers.FirstOrDefault(known => known.Mid == name && !known.IsStopped) is not { } transceiver)
            return null;

        var formats = MediaFormats.Of(section);
        var direction = transceiver.DirectionWith(formats) & section.Direction.Reversed();
        var extensions = MediaSdp.ExtensionsOf(section);
        var layer = direction.HasFlag(SdpDirection.Receive) && extensions.Rid is not null ? SimulcastSdp.Choose(section, formats) : null;
        return MediaSection(
            transceiver, section.Mid, formats, direction, extensions, layer, MediaSdp.HasReducedRtcp(section), setup,
            credentials);
    }

    private SdpSection NewSection(
        Transceiver transceiver, HashSet<string> used, ExtensionNumbers extensions, IceCredentials credentials)
    {
        transceiver.OfferedMid = FreeMid(used);
        return OfferedSection(transceiver, transceiver.OfferedMid, MediaFormats.Own(transceiver.Kind), extensions, credentials);
    }

    private SdpSection OfferedSection(
        Transceiver transceiver, string? mid, IReadOnlyList<MediaFormat> formats, ExtensionNumbers extensions,
        IceCredentials credentials) =>
        MediaSection(
            transceiver, mid, formats, transceiver.DirectionWith(formats), extensions, transceiver.Parameters.Layer, hasReducedRtcp: true,
            OfferedSetup, credentials);

    private SdpSection MediaSection(
        Transceiver transceiver, string? mid, IReadOnlyList<MediaFormat> formats, SdpDirection direction, ExtensionNumbers extensions,
        SimulcastLayer? layer, bool hasReducedRtcp, string setup, IceCredentials credentials)
    {
        var preferred = MediaFormats.Prefer(formats, transceiver.PreferredCodec);
        var section = new SdpSection(MediaSdp.FirstLine(transceiver.Kind.Value, preferred));
        AddTransport(section, mid, setup, credentials);
        MediaSdp.Write(section, transceiver, preferred, direction, extensions, layer, hasReducedRtcp, cname);
        return section;
    }

    private SdpSection DataSection(string? mid, string setup, IceCredentials credentials)
    {
        var section = new SdpSection($"m=application 9 {DataProtocol} {DataFormat}");
        AddTransport(section, mid, setup, credentials);
        section.Add(string.Create(CultureInfo.InvariantCulture, $"a=sctp-port:{sctpPort}"));
        section.Add(string.Create(CultureInfo.InvariantCulture, $"a=max-message-size:{maxMessageSize}"));
        section.Add(MaxPacket.Line);
        return section;
    }

    private void AddTransport(SdpSection section, string? mid, string setup, IceCredentials credentials)
    {
        section.Add("c=IN IP4 0.0.0.0");
        section.Add($"a=ice-ufrag:{credentials.UsernameFragment}");
        section.Add($"a=ice-pwd:{credentials.Password}");
        section.Add("a=ice-options:trickle");
        section.Add($"a=fingerprint:{fingerprint}");
        section.Add($"a=setup:{setup}");
        if (mid is not null)
            section.Add($"a=mid:{mid}");
    }

    private SdpDocument Document(IReadOnlyList<SdpSection> sections)
    {
        var mids = sections.Where(static section => !section.IsRejected).Select(static section => section.Mid).OfType<string>();
        var bundled = string.Concat(mids.Select(static mid => $" {mid}"));
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
