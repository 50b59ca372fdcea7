using SIPSorcery.Net;
using Skapi.Rtc.Media;

namespace Skapi.Rtc.SipSorcery.Tracks;

/// <summary>Splits encoded frames into RTP payloads. The stack's own sending would set the timestamps by durations, which a feed does not know.</summary>
internal static class RtpPayloads
{
    /// <summary>Leaves room for the headers of RTP, SRTP, UDP, IP and a tunnel in 1500 bytes.</summary>
    private const int MaxPayload = 1200;

    private const byte Vp8StartOfPartition = 0x10;

    /// <summary>The payloads of a frame, in order.</summary>
    public static IEnumerable<byte[]> Of(MediaCodec codec, byte[] frame) => codec switch
    {
        MediaCodec.Vp8 => OfVp8(frame),
        MediaCodec.H264 => H264Packetiser.ParseNals(frame).SelectMany(nal => OfNal(nal.NAL)),
        _ => [frame],
    };

    /// <summary>RFC 7741, section 4.2: the shortest payload descriptor.</summary>
    private static IEnumerable<byte[]> OfVp8(byte[] frame)
    {
        for (var offset = 0; offset < frame.Length; offset += MaxPayload)
            yield return [offset == 0 ? Vp8StartOfPartition : (byte)0, .. frame.AsSpan(offset, Math.Min(MaxPayload, frame.Length - offset))];
    }

    /// <summary>RFC 6184: a single NAL unit packet (section 5.6), or fragmentation units (section 5.8).</summary>
    private static IEnumerable<byte[]> OfNal(byte[] nal)
    {
        if (nal.Length <= MaxPayload)
        {
            yield return nal;
            yield break;
        }

        for (var offset = 1; offset < nal.Length; offset += MaxPayload)
        {
            var length = Math.Min(MaxPayload, nal.Length - offset);
            var header = H264Packetiser.GetH264RtpHeader(nal[0], offset == 1, offset + length == nal.Length);
            yield return [.. header, .. nal.AsSpan(offset, length)];
        }
    }
}
