using Skapi.Rtc.Managed.Rtp.Receiving;
using Skapi.Rtc.Media;
using Skapi.Rtc.Rtp;

namespace Skapi.Rtc.Managed.Rtp.Frames;

/// <summary>Puts the packets of a source together to frames. The packets come in order; some may be missing.</summary>
/// <remarks>
/// Frames that cannot be decoded are not delivered: those with missing packets, and those that follow until the next key frame.
/// </remarks>
/// <param name="codec">The codec of the frames.</param>
/// <param name="sink">Receives the frames.</param>
/// <param name="budget">Limits the bytes of the frame, together with those of the packets that wait.</param>
internal abstract class FrameAssembler(MediaCodec codec, IFrameSink sink, BufferBudget budget) : IDisposable
{
    // Far more than a picture of any call has.
    private const int MaxFrame = 16 * 1024 * 1024;

    // A larger buffer is released after its frame.
    private const int MaxKept = 256 * 1024;

    private byte[] _frame = [];
    private int _length;
    private uint _timestamp;
    private bool _isOpen;
    private bool _isBroken;

    /// <summary>The codec of the frames.</summary>
    public MediaCodec Codec => codec;

    /// <summary>Whether nothing is delivered until a key frame comes.</summary>
    public bool NeedsKeyFrame { get; private set; } = true;

    /// <summary>Creates the assembler of a codec.</summary>
    public static FrameAssembler Create(MediaCodec codec, IFrameSink sink, BufferBudget budget) => codec switch
    {
        MediaCodec.Vp8 => new Vp8Assembler(sink, budget),
        MediaCodec.Vp9 => new Vp9Assembler(sink, budget),
        MediaCodec.H264 => new H264Assembler(sink, budget),
        _ => new SoundAssembler(codec, sink, budget),
    };

    /// <summary>Adds the next packet.</summary>
    /// <param name="packet">The packet. Its buffer belongs to the caller.</param>
    /// <param name="isAfterGap">Whether packets before it are missing for good.</param>
    public void Add(in BufferedPacket packet, bool isAfterGap)
    {
        if (isAfterGap)
        {
            NeedsKeyFrame = true;
            _isOpen = false;
        }

        // Padding has no payload. It fills a sequence number.
        if (packet.Length == 0)
            return;

        if (!_isOpen || packet.Timestamp != _timestamp)
            Begin(packet, isAfterGap);

        _isBroken |= !TryAppend(packet.Payload);
        if (IsEnd(packet))
            End();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        budget.Release(_frame.Length);
        (_frame, _length, _isOpen) = ([], 0, false);
    }

    /// <summary>Whether a frame begins with a payload, as far as the payload says it.</summary>
    public abstract bool CanBegin(ReadOnlySpan<byte> payload);

    /// <summary>Appends what a payload carries.</summary>
    /// <returns>False if the payload is malformed or does not continue the frame.</returns>
    protected abstract bool TryAppend(ReadOnlySpan<byte> payload);

    /// <summary>Whether a frame ends with a packet.</summary>
    protected virtual bool IsEnd(in BufferedPacket packet) => packet.Marker;

    /// <summary>Whether the frame is still without content.</summary>
    protected bool IsEmpty => _length == 0;

    /// <summary>Appends bytes to the frame.</summary>
    /// <returns>False if the frame becomes too long, or the budget is used up.</returns>
    protected bool Append(ReadOnlySpan<byte> bytes)
    {
        if (_length + bytes.Length > MaxFrame || !TryGrow(_length + bytes.Length))
            return false;

        bytes.CopyTo(_frame.AsSpan(_length));
        _length += bytes.Length;
        return true;
    }

    private bool TryGrow(int length)
    {
        if (length <= _frame.Length)
            return true;

        var size = Math.Max(length, Math.Max(2 * _frame.Length, 2048));
        if (!budget.TryReserve(size - _frame.Length))
            return false;

        Array.Resize(ref _frame, size);
        return true;
    }

    // After a gap, only the payload can tell whether this is the first packet of its frame.
    private void Begin(in BufferedPacket packet, bool isAfterGap)
    {
        // A frame whose last packet has no marker ends with the next time stamp.
        if (_isOpen)
            End();

        _isOpen = true;
        _length = 0;
        _timestamp = packet.Timestamp;
        _isBroken = isAfterGap && !CanBegin(packet.Payload);
    }

    private void End()
    {
        _isOpen = false;
        Deliver(_frame.AsSpan(0, _length));
        if (_frame.Length > MaxKept)
            Dispose();
    }

    private void Deliver(ReadOnlySpan<byte> frame)
    {
        NeedsKeyFrame |= _isBroken || frame.IsEmpty;
        var isKeyFrame = !_isBroken && !frame.IsEmpty && KeyFrames.IsKeyFrame(codec, frame);
        if (NeedsKeyFrame && !isKeyFrame)
        {
            sink.OnFrameDropped();
            return;
        }

        NeedsKeyFrame = !sink.OnFrame(frame, _timestamp, isKeyFrame);
    }
}
