namespace Skapi.Rtc.InMemory;

/// <summary>Counts the frames of a track. Under the transport's lock.</summary>
internal sealed class InMemoryCounter
{
    public long Frames { get; private set; }

    public long Bytes { get; private set; }

    /// <summary>How the last frame was encoded, or null for raw frames.</summary>
    public Media.MediaCodec? Codec { get; private set; }

    public void Count(InMemoryFrame frame)
    {
        Frames++;
        Bytes += frame.Size;
        Codec = (frame as InMemoryFrame.Encoded)?.Codec;
    }
}
