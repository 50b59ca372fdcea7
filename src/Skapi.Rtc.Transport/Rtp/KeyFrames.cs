using Skapi.Rtc.Media;

namespace Skapi.Rtc.Rtp;

/// <summary>Detects the encoded frames at which decoding can begin.</summary>
public static class KeyFrames
{
    private const int H264TypeMask = 0x1F;
    private const int H264IdrSlice = 5;

    /// <summary>Whether a frame is a key frame. Every audio packet is one.</summary>
    /// <param name="codec">The codec.</param>
    /// <param name="data">The frame; H.264 in the format of annex B.</param>
    public static bool IsKeyFrame(MediaCodec codec, ReadOnlySpan<byte> data) => codec switch
    {
        // RFC 6386, section 9.1: the lowest bit of the frame tag.
        MediaCodec.Vp8 => data is [var tag, ..] && (tag & 1) == 0,
        MediaCodec.Vp9 => IsVp9KeyFrame(data),
        MediaCodec.H264 => HasIdrSlice(data),
        _ => true,
    };

    /// <summary>VP9 bitstream specification, section 6.2: the marker 10, the profile, an old frame that is shown, and the type.</summary>
    private static bool IsVp9KeyFrame(ReadOnlySpan<byte> data)
    {
        const int profile3 = 0x30;
        if (data is not [var first, ..] || first >> 6 != 0b10)
            return false;

        // Profile 3 has a reserved bit before the two that follow.
        var flags = (first & profile3) == profile3 ? first >> 1 : first >> 2;
        return (flags & 0b11) == 0;
    }

    /// <summary>ITU-T H.264, annex B: each NAL unit follows a start code 00 00 01.</summary>
    private static bool HasIdrSlice(ReadOnlySpan<byte> data)
    {
        ReadOnlySpan<byte> startCode = [0, 0, 1];
        for (var start = data.IndexOf(startCode); start >= 0; start = data.IndexOf(startCode))
        {
            data = data[(start + startCode.Length)..];
            if (data is [var header, ..] && (header & H264TypeMask) == H264IdrSlice)
                return true;
        }

        return false;
    }
}
