namespace Skapi.Rtc.Managed.Media;

/// <summary>The numbers of the RTP header extensions of a section (RFC 8285). A number is null if the extension is not used.</summary>
internal sealed record ExtensionNumbers
{
    /// <summary>No extensions.</summary>
    public static ExtensionNumbers None { get; } = new();

    /// <summary>The extension that names the section (RFC 9143).</summary>
    public int? Mid { get; init; }

    /// <summary>The extension that names the encoding of a track (RFC 8852).</summary>
    public int? Rid { get; init; }

    /// <summary>The extension that names the encoding of a track in packets that are sent again (RFC 8852).</summary>
    public int? RepairedRid { get; init; }

    /// <summary>The extension with the sequence number over all sources (transport-wide congestion control).</summary>
    public int? TransportSequence { get; init; }

    /// <summary>Keeps the extensions that have the same number in another description.</summary>
    public ExtensionNumbers Intersect(ExtensionNumbers other) => new()
    {
        Mid = Mid == other.Mid ? Mid : null,
        Rid = Rid == other.Rid ? Rid : null,
        RepairedRid = RepairedRid == other.RepairedRid ? RepairedRid : null,
        TransportSequence = TransportSequence == other.TransportSequence ? TransportSequence : null,
    };
}
