namespace Skapi.Rtc.Managed.Media;

/// <summary>What both descriptions say about a media section.</summary>
internal sealed record SectionParameters
{
    /// <summary>The section is not in use: nothing is sent or received.</summary>
    public static SectionParameters Inactive { get; } = new();

    /// <summary>Whether this side sends.</summary>
    public bool Sends { get; init; }

    /// <summary>Whether this side receives.</summary>
    public bool Receives { get; init; }

    /// <summary>The formats that the other side sends, with the payload types of this side's description.</summary>
    public IReadOnlyList<MediaFormat> Incoming { get; init; } = [];

    /// <summary>The formats that this side may send, with the payload types of the other side's description.</summary>
    public IReadOnlyList<MediaFormat> Outgoing { get; init; } = [];

    /// <summary>The numbers of the header extensions that both sides know.</summary>
    public ExtensionNumbers Extensions { get; init; } = ExtensionNumbers.None;

    /// <summary>The layer that this side receives, or null without simulcast.</summary>
    public SimulcastLayer? Layer { get; init; }

    /// <summary>Whether both sides read feedback that does not begin with a report (RFC 5506).</summary>
    public bool HasReducedRtcp { get; init; }

    /// <summary>The sources that the other side announces (RFC 5576), each with the one of packets sent again, or null.</summary>
    public IReadOnlyList<(uint Ssrc, uint? Retransmission)> RemoteSources { get; init; } = [];
}
