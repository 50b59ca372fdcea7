using Skapi.Rtc.Media;

namespace Skapi.Rtc.Rtp;

/// <summary>Splits encoded frames into RTP payloads. <see cref="RtpPayloadSplitter"/> does it without an array for each.</summary>
public static class RtpPayloads
{
    /// <summary>The maximum length of a payload: leaves room for the headers of RTP, SRTP, UDP, IP and a tunnel in 1500 bytes.</summary>
    public const int MaxPayload = 1200;

    /// <summary>Gets the payloads of a frame, in order. The last one has the marker bit for video.</summary>
    /// <param name="codec">The codec.</param>
    /// <param name="frame">The frame; H.264 in the format of annex B.</param>
    public static IReadOnlyList<byte[]> Of(MediaCodec codec, ReadOnlySpan<byte> frame)
    {
        var payloads = new List<byte[]>();
        var splitter = new RtpPayloadSplitter(codec, frame);
        while (!splitter.IsEnd)
        {
            var payload = new byte[splitter.NextLength];
            splitter.WriteNext(payload);
            payloads.Add(payload);
        }

        return payloads;
    }
}
