using Skapi.Rtc.Media;

namespace Skapi.Rtc.Rtp;

/// <summary>Splits encoded frames into RTP payloads.</summary>
public static class RtpPayloads
{
    /// <summary>The maximum length of a payload: leaves room for the headers of RTP, SRTP, UDP, IP and a tunnel in 1500 bytes.</summary>
    public const int MaxPayload = 1200;

    // RFC 7741, section 4.2: S, the start of a partition; the shortest descriptor.
    private const byte Vp8StartOfPartition = 0x10;

    // RFC 6184, section 5.8: the type of a fragmentation unit, and its start and end bits.
    private const byte FragmentationUnitA = 28;
    private const byte FragmentStart = 0x80;
    private const byte FragmentEnd = 0x40;
    private const byte NalTypeMask = 0x1f;
    private const byte NalHeaderMask = 0xe0;

    /// <summary>Gets the payloads of a frame, in order. The last one has the marker bit for video.</summary>
    /// <param name="codec">The codec.</param>
    /// <param name="frame">The frame; H.264 in the format of annex B.</param>
    public static IReadOnlyList<byte[]> Of(MediaCodec codec, ReadOnlySpan<byte> frame) => codec switch
    {
        MediaCodec.Vp8 => OfVp8(frame),
        MediaCodec.H264 => OfH264(frame),
        _ => [frame.ToArray()],
    };

    private static List<byte[]> OfVp8(ReadOnlySpan<byte> frame)
    {
        var payloads = new List<byte[]>();
        for (var offset = 0; offset < frame.Length; offset += MaxPayload - 1)
        {
            var part = frame[offset..Math.Min(frame.Length, offset + MaxPayload - 1)];
            payloads.Add([offset == 0 ? Vp8StartOfPartition : (byte)0, .. part]);
        }

        return payloads;
    }

    private static List<byte[]> OfH264(ReadOnlySpan<byte> frame)
    {
        var payloads = new List<byte[]>();
        ReadOnlySpan<byte> startCode = [0, 0, 1];
        for (var start = frame.IndexOf(startCode); start >= 0;)
        {
            frame = frame[(start + startCode.Length)..];
            start = frame.IndexOf(startCode);

            // A start code may have a zero byte in front, and a NAL unit never ends with one (ITU-T H.264, annex B).
            var unit = (start < 0 ? frame : frame[..start]).TrimEnd((byte)0);
            if (!unit.IsEmpty)
                AddUnit(payloads, unit);
        }

        return payloads;
    }

    // RFC 6184: a single NAL unit packet (section 5.6), or fragmentation units (section 5.8).
    private static void AddUnit(List<byte[]> payloads, ReadOnlySpan<byte> unit)
    {
        if (unit.Length <= MaxPayload)
        {
            payloads.Add(unit.ToArray());
            return;
        }

        const int part = MaxPayload - 2;
        for (var offset = 1; offset < unit.Length; offset += part)
        {
            var end = Math.Min(unit.Length, offset + part);
            var indicator = (byte)((unit[0] & NalHeaderMask) | FragmentationUnitA);
            var header = (byte)((unit[0] & NalTypeMask) | (offset == 1 ? FragmentStart : 0) | (end == unit.Length ? FragmentEnd : 0));
            payloads.Add([indicator, header, .. unit[offset..end]]);
        }
    }
}
