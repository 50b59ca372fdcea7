using System.Globalization;
using Skapi.Rtc.Sdp;

namespace Skapi.Rtc.Managed.Negotiation;

/// <summary>
/// The largest SCTP packet that a side can receive in one DTLS record, as its description says: <c>a=skapi-max-packet:16384</c>. Other
/// stacks ignore the attribute (RFC 8866, section 5.13) and do not have it.
/// </summary>
/// <remarks>
/// Without it, nothing is probed for. libwebrtc ends the connection when a record is longer than 2,048 bytes, although the path carries
/// it, and werift ends its process when a packet has a chunk that it does not know, as the padding of a probe (RFC 4820).
/// </remarks>
internal static class MaxPacket
{
    /// <summary>The maximum that this transport receives: the content of a DTLS record (RFC 6347, section 4.1).</summary>
    public const int Own = 16 * 1024;

    /// <summary>The maximum for a side that does not say what it receives: what every path carries.</summary>
    public const int Default = 1188;

    private const string Name = "skapi-max-packet";

    /// <summary>The line of this side's section.</summary>
    public static string Line { get; } = string.Create(CultureInfo.InvariantCulture, $"a={Name}:{Own}");

    /// <summary>Reads the maximum of the other side from its section. A value that makes no sense counts as none.</summary>
    public static int Of(SdpSection section) =>
        int.TryParse(section.Attribute(Name), NumberStyles.None, CultureInfo.InvariantCulture, out var size)
        && size is >= Default and <= Own
            ? size
            : Default;
}
