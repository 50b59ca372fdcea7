using System.Globalization;
using Skapi.Protocol;
using Skapi.Rtc.Media;
using Skapi.Rtc.Rtp;
using Skapi.Rtc.Sdp;

namespace Skapi.Rtc.InMemory;

/// <summary>One media section of a description: audio, video, or (without a kind) the data channels.</summary>
internal sealed record InMemorySection(
    string Mid, MediaKind? Kind, bool Sends, bool Receives, string? StreamId = null, string? TrackId = null)
{
    /// <summary>Reads a section.</summary>
    /// <exception cref="SkapiException"><c>INVALID_PARAMETER</c>: the section is of another kind.</exception>
    public static InMemorySection Of(SdpSection section, int index)
    {
        var mid = section.Mid ?? index.ToString(CultureInfo.InvariantCulture);
        if (section.IsData)
            return new InMemorySection(mid, null, Sends: true, Receives: true);
        if (!section.IsRtp)
            throw SkapiException.InvalidParameter(
                $"The SDP cannot be applied: media section {index} is of the unknown kind “{section.Media}”.");

        var kind = section.Media == "audio" ? MediaKind.Audio : MediaKind.Video;
        var (sends, receives) = (section.Direction.HasFlag(SdpDirection.Send), section.Direction.HasFlag(SdpDirection.Receive));
        if (!section.Has("msid"))
            return new InMemorySection(mid, kind, sends, receives);

        var (track, streams) = MediaStreamId.Of(section);
        return new InMemorySection(mid, kind, sends, receives, streams.Count > 0 ? streams[0] : null, track);
    }

    /// <summary>Writes the section.</summary>
    public SdpSection ToSdp()
    {
        if (Kind is not { } kind)
            return new SdpSection("m=application 9 UDP/DTLS/SCTP webrtc-datachannel", $"a=mid:{Mid}");

        var format = RtpFormat.Of(kind == MediaKind.Audio ? MediaCodec.Opus : MediaCodec.Vp8);
        var section = new SdpSection(
            string.Create(CultureInfo.InvariantCulture, $"m={kind.Value} 9 UDP/TLS/RTP/SAVPF {format.PayloadType}"), $"a=mid:{Mid}");
        section.SetDirection((Sends ? SdpDirection.Send : 0) | (Receives ? SdpDirection.Receive : 0));
        if (Sends)
            section.Add($"a=msid:{StreamId} {TrackId}");

        return section;
    }
}
