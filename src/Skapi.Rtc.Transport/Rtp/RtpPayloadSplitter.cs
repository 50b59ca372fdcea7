using Skapi.Rtc.Media;

namespace Skapi.Rtc.Rtp;

/// <summary>Splits an encoded frame into RTP payloads, one after the other, without allocating.</summary>
public ref struct RtpPayloadSplitter
{
    // RFC 7741, section 4.2: S, the start of a partition; the shortest descriptor.
    private const byte Vp8StartOfPartition = 0x10;

    // RFC 9628, section 4.2: inter-picture predicted, start and end of a frame; the shortest descriptor.
    private const byte Vp9Predicted = 0x40;
    private const byte Vp9Start = 0x08;
    private const byte Vp9End = 0x04;

    // RFC 6184, section 5.8: the type of a fragmentation unit, and its start and end bits.
    private const byte FragmentationUnitA = 28;
    private const byte FragmentStart = 0x80;
    private const byte FragmentEnd = 0x40;
    private const byte NalTypeMask = 0x1f;
    private const byte NalHeaderMask = 0xe0;
    private const int FragmentHeaders = 2;

    private readonly MediaCodec _codec;
    private readonly byte _descriptor;

    // What is left of the frame, or of a unit of H.264 and of the units after it.
    private ReadOnlySpan<byte> _rest;
    private ReadOnlySpan<byte> _units;
    private byte _unitHeader;
    private bool _isStart = true;

    /// <summary>Begins with the first payload of a frame.</summary>
    /// <param name="codec">The codec.</param>
    /// <param name="frame">The frame; H.264 in the format of annex B.</param>
    public RtpPayloadSplitter(MediaCodec codec, ReadOnlySpan<byte> frame)
    {
        _codec = codec;
        _rest = frame;
        if (codec == MediaCodec.H264)
        {
            _units = frame;
            BeginUnit();
        }
        else if (codec == MediaCodec.Vp9 && !KeyFrames.IsKeyFrame(codec, frame))
        {
            _descriptor = Vp9Predicted;
        }
    }

    /// <summary>Whether all payloads were written. The last one has the marker bit for video.</summary>
    public readonly bool IsEnd => _rest.IsEmpty;

    /// <summary>
    /// The number of bytes of the next payload: at most <see cref="RtpPayloads.MaxPayload"/> for video, and the whole frame for audio.
    /// </summary>
    public readonly int NextLength => _codec switch
    {
        MediaCodec.Vp8 or MediaCodec.Vp9 => Math.Min(RtpPayloads.MaxPayload, _rest.Length + 1),
        MediaCodec.H264 when _isStart && _rest.Length <= RtpPayloads.MaxPayload => _rest.Length,
        MediaCodec.H264 => Math.Min(RtpPayloads.MaxPayload, _rest.Length + FragmentHeaders - (_isStart ? 1 : 0)),
        _ => _rest.Length,
    };

    /// <summary>Writes the next payload.</summary>
    /// <param name="target">The buffer, which has room for <see cref="NextLength"/> bytes.</param>
    /// <returns>The number of bytes written.</returns>
    public int WriteNext(scoped Span<byte> target)
    {
        var length = NextLength;
        switch (_codec)
        {
            case MediaCodec.Vp8:
                target[0] = _isStart ? Vp8StartOfPartition : (byte)0;
                Take(length - 1, target[1..]);
                break;
            case MediaCodec.Vp9:
                Take(length - 1, target[1..]);
                target[0] = (byte)(_descriptor | (_isStart ? Vp9Start : 0) | (_rest.IsEmpty ? Vp9End : 0));
                break;
            case MediaCodec.H264:
                WriteUnit(target, length);
                return length;
            default:
                Take(length, target);
                break;
        }

        _isStart = false;
        return length;
    }

    // RFC 6184: a single NAL unit packet (section 5.6), or fragmentation units (section 5.8).
    private void WriteUnit(scoped Span<byte> target, int length)
    {
        if (_isStart && length == _rest.Length)
        {
            Take(length, target);
        }
        else
        {
            var flags = 0;
            if (_isStart)
            {
                (flags, _unitHeader) = (FragmentStart, _rest[0]);
                _rest = _rest[1..];
            }

            Take(length - FragmentHeaders, target[FragmentHeaders..]);
            target[0] = (byte)((_unitHeader & NalHeaderMask) | FragmentationUnitA);
            target[1] = (byte)((_unitHeader & NalTypeMask) | flags | (_rest.IsEmpty ? FragmentEnd : 0));
        }

        _isStart = _rest.IsEmpty;
        if (_isStart)
            BeginUnit();
    }

    private void Take(int count, scoped Span<byte> target)
    {
        _rest[..count].CopyTo(target);
        _rest = _rest[count..];
    }

    private void BeginUnit()
    {
        ReadOnlySpan<byte> startCode = [0, 0, 1];
        _rest = default;
        for (var start = _units.IndexOf(startCode); _rest.IsEmpty && start >= 0; start = _units.IndexOf(startCode))
        {
            _units = _units[(start + startCode.Length)..];
            var next = _units.IndexOf(startCode);

            // A start code may have a zero byte in front, and a NAL unit never ends with one (ITU-T H.264, annex B).
            _rest = (next < 0 ? _units : _units[..next]).TrimEnd((byte)0);
        }
    }
}
