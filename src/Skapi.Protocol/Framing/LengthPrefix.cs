using System.Buffers;
using System.Buffers.Binary;

namespace Skapi.Protocol.Framing;

/// <summary>Frames in a stream of bytes, each with its length before it: four bytes, the most significant one first.</summary>
/// <remarks>For a stream of MessagePack messages, and for data channels and sockets that do not keep the limits of messages.</remarks>
public static class LengthPrefix
{
    /// <summary>The number of bytes before each frame.</summary>
    public const int Size = sizeof(uint);

    /// <summary>Writes a frame with its length.</summary>
    public static void Write(IBufferWriter<byte> output, ReadOnlySpan<byte> frame)
    {
        ArgumentNullException.ThrowIfNull(output);
        BinaryPrimitives.WriteUInt32BigEndian(output.GetSpan(Size), (uint)frame.Length);
        output.Advance(Size);
        output.Write(frame);
    }

    /// <summary>Reads the next frame, if all of it has arrived.</summary>
    /// <param name="buffer">The bytes that have arrived. The frame and its length are removed from its start.</param>
    /// <param name="maxLength">The maximum length of a frame in bytes.</param>
    /// <param name="frame">The frame without its length.</param>
    /// <returns>False if more bytes are needed. Then the buffer is unchanged.</returns>
    /// <exception cref="ProtocolException">
    /// The declared length exceeds the maximum. Nothing behind it can be read, so close the stream.
    /// </exception>
    public static bool TryRead(ref ReadOnlySequence<byte> buffer, int maxLength, out ReadOnlySequence<byte> frame)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxLength);
        frame = default;
        if (buffer.Length < Size)
            return false;

        Span<byte> prefix = stackalloc byte[Size];
        buffer.Slice(0, Size).CopyTo(prefix);
        var length = BinaryPrimitives.ReadUInt32BigEndian(prefix);
        if (length > maxLength)
            throw FrameLimit.Exceeded(length, maxLength);
        if (buffer.Length - Size < length)
            return false;

        frame = buffer.Slice(Size, length);
        buffer = buffer.Slice(frame.End);
        return true;
    }
}
