using System.Buffers;

namespace Skapi.Rtc.Managed.Media;

/// <summary>An RTP packet that is complete but for the numbers that it gets when it is sent.</summary>
/// <param name="Stream">The stream that it belongs to.</param>
/// <param name="Kind">What it contains.</param>
/// <param name="Format">The format of its payload.</param>
/// <param name="Buffer">A buffer of the pool, which begins with the packet and has room for its protection.</param>
/// <param name="Length">The number of bytes of the packet.</param>
internal readonly record struct OutgoingPacket(OutgoingStream Stream, PacketKind Kind, MediaFormat Format, byte[] Buffer, int Length)
{
    /// <summary>The number of bytes of the payload.</summary>
    public int PayloadLength { get; init; }

    /// <summary>Where the transport-wide sequence number is written, or 0 if the packet does not have one.</summary>
    public int TransportSequenceAt { get; init; }

    /// <summary>The number of the frame in its stream.</summary>
    public long Frame { get; init; }

    /// <summary>Whether it is the last packet of its frame.</summary>
    public bool IsFrameEnd { get; init; }

    /// <summary>Returns the buffer to the pool.</summary>
    public void Return() => ArrayPool<byte>.Shared.Return(Buffer);
}
