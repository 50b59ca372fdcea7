using System.Text;
using Skapi.Protocol;

namespace Skapi.Rtc.InMemory;

/// <summary>One media section of a description: audio, video, or (without a kind) the data channels.</summary>
internal sealed record InMemorySection(string Mid, MediaKind? Kind, bool Sends, bool Receives, string? StreamId = null, string? TrackId = null)
{
    private const string DataMedia = "m=application";

    public void AppendTo(StringBuilder text)
    {
        if (Kind is not { } kind)
        {
            text.Append(DataMedia).Append(" 9 UDP/DTLS/SCTP webrtc-datachannel\r\n").Append("a=mid:").Append(Mid).Append("\r\n");
            return;
        }

        text.Append("m=").Append(kind.Value).Append(" 9 UDP/TLS/RTP/SAVPF ").Append(kind == MediaKind.Audio ? "111" : "96").Append("\r\n");
        text.Append("a=mid:").Append(Mid).Append("\r\n");
        text.Append((Sends, Receives) switch
        {
            (true, true) => "a=sendrecv",
            (true, false) => "a=sendonly",
            (false, true) => "a=recvonly",
            (false, false) => "a=inactive",
        }).Append("\r\n");
        if (Sends)
            text.Append("a=msid:").Append(StreamId).Append(' ').Append(TrackId).Append("\r\n");
    }

    /// <summary>Begins a section with its “m=” line.</summary>
    public static InMemorySection Begin(string line, string mid) => line.Split(' ')[0] switch
    {
        DataMedia => new(mid, null, Sends: true, Receives: true),
        "m=audio" => new(mid, MediaKind.Audio, Sends: true, Receives: true),
        "m=video" => new(mid, MediaKind.Video, Sends: true, Receives: true),
        var other => throw SkapiException.InvalidParameter($"The session description has a media section that cannot be read: “{other}”."),
    };

    /// <summary>Adds an attribute line.</summary>
    public InMemorySection With(string line) => line.Split(':', 2) switch
    {
        ["a=mid", var mid] => this with { Mid = mid },
        ["a=msid", var msid] when msid.Split(' ') is [var stream, var track] => this with { StreamId = stream, TrackId = track },
        ["a=sendonly"] => this with { Receives = false },
        ["a=recvonly"] => this with { Sends = false },
        ["a=inactive"] => this with { Sends = false, Receives = false },
        _ => this,
    };
}
