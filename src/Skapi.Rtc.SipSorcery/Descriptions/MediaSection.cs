using System.Globalization;
using Skapi.Protocol;

namespace Skapi.Rtc.SipSorcery.Descriptions;

/// <summary>A media section of the other side's description (RFC 8866, section 5.14), as far as the stack leaves it out.</summary>
internal sealed record MediaSection
{
    /// <summary>Audio or video; null for the data channels and what is unknown.</summary>
    public MediaKind? Kind { get; init; }

    public bool IsData { get; init; }

    /// <summary>Port 0 rejects a section.</summary>
    public bool IsRejected { get; init; }

    public string Mid { get; init; } = "";

    /// <summary>Whether the other side sends.</summary>
    public bool Sends { get; init; } = true;

    /// <summary>The streams of the track that the other side sends (RFC 8830).</summary>
    public IReadOnlyList<string> StreamIds { get; init; } = [];

    public string? TrackId { get; init; }

    /// <summary>RFC 8841, section 6: 0 means no limit.</summary>
    public int? MaxMessageSize { get; init; }

    public ushort? SctpPort { get; init; }

    /// <summary>Begins a section by its <c>m=</c> line.</summary>
    public static MediaSection Begin(string line, string defaultMid)
    {
        var words = line[2..].Split(' ');
        return new MediaSection
        {
            Kind = words[0] switch
            {
                "audio" => MediaKind.Audio,
                "video" => MediaKind.Video,
                _ => null,
            },
            IsData = words[0] == "application",
            IsRejected = words.Length > 1 && words[1] == "0",
            Mid = defaultMid,
        };
    }

    /// <summary>Takes in an attribute.</summary>
    public MediaSection With(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        var value = colon < 0 ? "" : line[(colon + 1)..];
        return (colon < 0 ? line : line[..colon]) switch
        {
            "a=mid" => this with { Mid = value },
            "a=recvonly" or "a=inactive" => this with { Sends = false },
            "a=msid" => WithMsid(value),
            "a=max-message-size" => this with { MaxMessageSize = int.TryParse(value, CultureInfo.InvariantCulture, out var size) ? size : int.MaxValue },
            "a=sctp-port" => this with { SctpPort = ushort.TryParse(value, CultureInfo.InvariantCulture, out var port) ? port : null },
            _ => this,
        };
    }

    private MediaSection WithMsid(string value)
    {
        var words = value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0)
            return this;

        return this with
        {
            StreamIds = words[0] == "-" ? StreamIds : [.. StreamIds, words[0]],
            TrackId = words.Length > 1 ? words[1] : TrackId,
        };
    }
}
