using System.Globalization;
using Skapi.Rtc.Managed.Media;
using Skapi.Rtc.Managed.Rtp;
using Skapi.Rtc.Sdp;

namespace Skapi.Rtc.Managed.Negotiation;

/// <summary>Writes and reads what a media section says about RTP (RFC 9429, sections 5.2.1 and 5.3.1).</summary>
internal static class MediaSdp
{
    /// <summary>The maximum number of sources of a section that are read.</summary>
    public const int MaxSources = 16;

    private const string MediaProtocol = "UDP/TLS/RTP/SAVPF";
    private const string ReducedRtcp = "rtcp-rsize";

    /// <summary>The <c>m=</c> line of a section.</summary>
    public static string FirstLine(string media, IReadOnlyList<MediaFormat> formats)
    {
        var types = formats.SelectMany(static format => format.RetransmissionType is { } again ? [format.PayloadType, again]
            : new[] { format.PayloadType });
        return string.Create(CultureInfo.InvariantCulture, $"m={media} 9 {MediaProtocol} {string.Join(' ', types)}");
    }

    /// <summary>Writes the lines about RTP.</summary>
    /// <param name="section">The section.</param>
    /// <param name="transceiver">What is sent.</param>
    /// <param name="formats">The formats, in order of preference.</param>
    /// <param name="direction">The direction.</param>
    /// <param name="extensions">The numbers of the header extensions.</param>
    /// <param name="layer">The layer that this side receives, or null without simulcast.</param>
    /// <param name="hasReducedRtcp">Whether this side reads feedback that does not begin with a report.</param>
    /// <param name="cname">The name of this side's sources.</param>
    public static void Write(
        SdpSection section, Transceiver transceiver, IReadOnlyList<MediaFormat> formats, SdpDirection direction,
        ExtensionNumbers extensions, SimulcastLayer? layer, bool hasReducedRtcp, string cname)
    {
        WriteExtension(section, extensions.Mid, ExtensionUri.Mid);
        WriteExtension(section, extensions.TransportSequence, ExtensionUri.TransportSequence);
        if (layer is not null)
        {
            WriteExtension(section, extensions.Rid, ExtensionUri.Rid);
            WriteExtension(section, extensions.RepairedRid, ExtensionUri.RepairedRid);
            SimulcastSdp.Write(section, layer);
        }

        section.Add($"a={direction.ToAttribute()}");
        if (transceiver.IsSender)
            section.Add($"a=msid:{cname} {transceiver.TrackId}");

        section.Add("a=rtcp-mux");
        if (hasReducedRtcp)
            section.Add($"a={ReducedRtcp}");

        foreach (var format in formats)
            Write(section, format);

        if (direction.HasFlag(SdpDirection.Send))
            WriteSources(section, transceiver, formats.Any(static format => format.RetransmissionType is not null), cname);
    }

    /// <summary>The numbers that a section gives the header extensions that this side knows.</summary>
    public static ExtensionNumbers ExtensionsOf(SdpSection section)
    {
        int? mid = null, rid = null, repairedRid = null, transport = null;
        foreach (var value in section.Attributes("extmap"))
        {
            var parts = value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (parts.Length < 2)
                continue;

            switch (parts[1])
            {
                case ExtensionUri.Mid:
                    mid ??= NumberOf(parts[0]);
                    break;
                case ExtensionUri.Rid:
                    rid ??= NumberOf(parts[0]);
                    break;
                case ExtensionUri.RepairedRid:
                    repairedRid ??= NumberOf(parts[0]);
                    break;
                case ExtensionUri.TransportSequence:
                    transport ??= NumberOf(parts[0]);
                    break;
                default:
                    break;
            }
        }

        return new ExtensionNumbers { Mid = mid, Rid = rid, RepairedRid = repairedRid, TransportSequence = transport };
    }

    /// <summary>All numbers of header extensions that a description uses, also of those that this side does not know.</summary>
    public static IEnumerable<int> ExtensionNumbersOf(SdpDocument? description) =>
        description?.Sections.SelectMany(static section => section.Attributes("extmap"))
            .Select(static value => NumberOf(value.Split(' ')[0])).OfType<int>() ?? [];

    /// <summary>Whether the writer of a section reads feedback that does not begin with a report (RFC 5506).</summary>
    public static bool HasReducedRtcp(SdpSection section) => section.Has(ReducedRtcp);

    /// <summary>The sources that a section announces (RFC 5576), each with the one of its packets that are sent again, or null.</summary>
    /// <remarks>Only the first ones count: a section has one source of media, and a hostile description may name any number.</remarks>
    public static IReadOnlyList<(uint Ssrc, uint? Retransmission)> SourcesOf(SdpSection section)
    {
        var again = new Dictionary<uint, uint>();
        foreach (var group in section.Attributes("ssrc-group").Take(MaxSources))
        {
            if (group.Split(' ', StringSplitOptions.RemoveEmptyEntries) is ["FID", var one, var other]
                && Number(one) is { } original && Number(other) is { } retransmission)
                again.TryAdd(original, retransmission);
        }

        var known = new HashSet<uint>(again.Values);
        var sources = new List<(uint, uint?)>();
        foreach (var value in section.Attributes("ssrc"))
        {
            if (sources.Count < MaxSources && Number(value.Split(' ')[0]) is { } ssrc && known.Add(ssrc))
                sources.Add((ssrc, again.TryGetValue(ssrc, out var retransmission) ? retransmission : null));
        }

        return sources;
    }

    private static int? NumberOf(string text) =>
        byte.TryParse(text.Split('/')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id > 0 ? id : null;

    private static void WriteExtension(SdpSection section, int? number, string uri)
    {
        if (number is { } id)
            section.Add(string.Create(CultureInfo.InvariantCulture, $"a=extmap:{id} {uri}"));
    }

    private static uint? Number(string text) =>
        uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static void Write(SdpSection section, MediaFormat format)
    {
        var type = format.PayloadType.ToString(CultureInfo.InvariantCulture);
        section.Add($"a=rtpmap:{type} {format.Format.RtpMap}");
        if (format.HasNack)
            section.Add($"a=rtcp-fb:{type} nack");
        if (format.HasPictureLoss)
            section.Add($"a=rtcp-fb:{type} nack pli");
        if (format.HasFullIntraRequest)
            section.Add($"a=rtcp-fb:{type} ccm fir");
        if (format.HasTransportFeedback)
            section.Add($"a=rtcp-fb:{type} transport-cc");
        if (format.HasReceiverEstimate)
            section.Add($"a=rtcp-fb:{type} goog-remb");
        if (format.Parameters.Length > 0)
            section.Add($"a=fmtp:{type} {format.Parameters}");
        if (format.RetransmissionType is not { } again)
            return;

        section.Add(string.Create(CultureInfo.InvariantCulture, $"a=rtpmap:{again} rtx/{format.Format.ClockRate}"));
        section.Add(string.Create(CultureInfo.InvariantCulture, $"a=fmtp:{again} apt={type}"));
    }

    private static void WriteSources(SdpSection section, Transceiver transceiver, bool hasRetransmission, string cname)
    {
        var (ssrc, again) = (transceiver.Outgoing.Ssrc, transceiver.Outgoing.RetransmissionSsrc);
        if (hasRetransmission)
            section.Add(string.Create(CultureInfo.InvariantCulture, $"a=ssrc-group:FID {ssrc} {again}"));

        section.Add(string.Create(CultureInfo.InvariantCulture, $"a=ssrc:{ssrc} cname:{cname}"));
        if (hasRetransmission)
            section.Add(string.Create(CultureInfo.InvariantCulture, $"a=ssrc:{again} cname:{cname}"));
    }
}
