using System.Globalization;
using System.Text.RegularExpressions;
using Skapi.Rtc.Managed.Media;
using Skapi.Rtc.Sdp;

namespace Skapi.Rtc.Managed.Negotiation;

/// <summary>Simulcast (RFC 8853): this side receives one of the encodings that the other side offers to send, and sends one.</summary>
internal static partial class SimulcastSdp
{
    private const int MaxLayers = 16;
    private const string PayloadTypes = "pt=";

    /// <summary>Chooses the layer to receive: the first one that is not paused and that allows a codec in use, as the order says.</summary>
    /// <param name="section">The section of the other side's offer.</param>
    /// <param name="formats">The formats in use.</param>
    /// <returns>Null if the section offers no simulcast, or no layer that can be used.</returns>
    public static SimulcastLayer? Choose(SdpSection section, IReadOnlyList<MediaFormat> formats)
    {
        foreach (var rid in NamesOf(section, "send"))
        {
            if (Find(section, rid, "send") is { } layer && Limit(layer, formats) is { } limited)
                return limited;
        }

        return null;
    }

    /// <summary>The layer that was negotiated, or null.</summary>
    public static SimulcastLayer? Negotiated(SdpSection local, SdpSection remote) =>
        NamesOf(local, "recv").FirstOrDefault() is { } rid && NamesOf(remote, "send").Contains(rid, StringComparer.Ordinal)
            ? Find(local, rid, "recv")
            : null;

    /// <summary>Writes that this side receives a layer.</summary>
    public static void Write(SdpSection section, SimulcastLayer layer)
    {
        section.Add(string.Join(' ', $"a=rid:{layer.Rid}", layer.Restrictions.Length > 0 ? $"recv {layer.Restrictions}" : "recv"));
        section.Add($"a=simulcast:recv {layer.Rid}");
    }

    // RFC 8853, section 5.1: streams are separated by semicolons, alternatives of one stream by commas; a tilde marks a paused one.
    private static IEnumerable<string> NamesOf(SdpSection section, string direction)
    {
        var parts = section.Attribute("simulcast")?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
        var index = Array.IndexOf(parts, direction);
        return index >= 0 && index + 1 < parts.Length
            ? parts[index + 1].Split([';', ','], MaxLayers + 1).Take(MaxLayers).Where(static name => Name().IsMatch(name))
            : [];
    }

    private static SimulcastLayer? Find(SdpSection section, string rid, string direction)
    {
        var start = $"{rid} {direction}";
        var value = section.Attributes("rid").FirstOrDefault(value =>
            value.StartsWith(start, StringComparison.Ordinal) && (value.Length == start.Length || value[start.Length] == ' '));
        return value is null ? null : new SimulcastLayer(rid, value[start.Length..].Trim());
    }

    // RFC 8851, section 5: “pt=” lists the formats that a layer may have. They are formats of the section that it is written in.
    private static SimulcastLayer? Limit(SimulcastLayer layer, IReadOnlyList<MediaFormat> formats)
    {
        var restrictions = layer.Restrictions.Split(';', StringSplitOptions.TrimEntries);
        var index = Array.FindIndex(restrictions, static restriction => restriction.StartsWith(PayloadTypes, StringComparison.Ordinal));
        if (index < 0)
            return layer;

        var allowed = restrictions[index][PayloadTypes.Length..].Split(',')
            .Where(type => formats.Any(format => format.PayloadType.ToString(CultureInfo.InvariantCulture) == type)).ToArray();
        restrictions[index] = $"{PayloadTypes}{string.Join(',', allowed)}";
        return allowed.Length > 0 ? layer with { Restrictions = string.Join(';', restrictions) } : null;
    }

    // RFC 8852, section 3.1. What is longer than 16 characters does not fit into the short form of header extensions.
    [GeneratedRegex("^[A-Za-z0-9_-]{1,64}$")]
    private static partial Regex Name();
}
