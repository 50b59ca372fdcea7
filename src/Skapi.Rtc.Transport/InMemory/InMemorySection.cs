using System.Globalization;
using Skapi.Protocol;
using Skapi.Rtc.Media;
using Skapi.Rtc.Rtp;
using Skapi.Rtc.Sdp;

namespace Skapi.Rtc.InMemory;

/// <summary>One media section of a description: audio, video, the data channels, or one that is rejected.</summary>
internal sealed record InMemorySection(
    string Mid, MediaKind? Kind, bool Sends, bool Receives, string? StreamId = null, string? TrackId = null)
{
    private const string Data = "m=application 9 UDP/DTLS/SCTP webrtc-datachannel";

    /// <summary>Whether the section is rejected, or of a kind that is not known here, so that an answer rejects it.</summary>
    public bool IsRejected => RejectedLine is not null;

    /// <summary>Whether the section carries the data channels.</summary>
    public bool IsData => Kind is null && !IsRejected;

    /// <summary>The <c>m=</c> line of a rejected section, with the port 0; null for another one.</summary>
    private string? RejectedLine { get; init; }

    /// <summary>Creates the section of the data channels.</summary>
    public static InMemorySection OfData(string mid) => new(mid, null, Sends: true, Receives: true);

    /// <summary>Reads a section.</summary>
    public static InMemorySection Of(SdpSection section, int index)
    {
        var mid = section.Mid ?? index.ToString(CultureInfo.InvariantCulture);
        if (section.IsRejected || !(section.IsData || section.IsRtp))
            return Rejected(mid, section.Lines[0]);
        if (section.IsData)
            return OfData(mid);

        var kind = section.Media == "audio" ? MediaKind.Audio : MediaKind.Video;
        var (sends, receives) = (section.Direction.HasFlag(SdpDirection.Send), section.Direction.HasFlag(SdpDirection.Receive));
        if (!section.Has("msid"))
            return new InMemorySection(mid, kind, sends, receives);

        var (track, streams) = MediaStreamId.Of(section);
        return new InMemorySection(mid, kind, sends, receives, streams.Count > 0 ? streams[0] : null, track);
    }

    /// <summary>Returns the rejected section in place of a second one with data channels (RFC 8841, section 4.1).</summary>
    public InMemorySection RejectData() => Rejected(Mid, Data);

    /// <summary>Writes the section.</summary>
    public SdpSection ToSdp()
    {
        if (Kind is not { } kind)
            return new SdpSection(RejectedLine ?? Data, $"a=mid:{Mid}");

        var format = RtpFormat.Of(kind == MediaKind.Audio ? MediaCodec.Opus : MediaCodec.Vp8);
        var section = new SdpSection(
            string.Create(CultureInfo.InvariantCulture, $"m={kind.Value} 9 UDP/TLS/RTP/SAVPF {format.PayloadType}"), $"a=mid:{Mid}");
        section.SetDirection((Sends ? SdpDirection.Send : 0) | (Receives ? SdpDirection.Receive : 0));
        if (Sends)
            section.Add($"a=msid:{StreamId} {TrackId}");
        return section;
    }

    // RFC 3264, section 6: a rejected section keeps its place, its kind and its formats, and has the port 0.
    private static InMemorySection Rejected(string mid, string mediaLine)
    {
        var parts = mediaLine.Split(' ');
        parts[1] = "0";
        return new(mid, null, Sends: false, Receives: false) { RejectedLine = string.Join(' ', parts) };
    }
}
