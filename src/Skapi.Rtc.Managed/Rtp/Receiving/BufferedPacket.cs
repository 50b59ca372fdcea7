using System.Buffers;

namespace Skapi.Rtc.Managed.Rtp.Receiving;

/// <summary>A packet that was received, with a payload in a buffer of the pool. <see cref="Return"/> it after use.</summary>
/// <param name="Index">The sequence number, extended by its number of roll-overs.</param>
/// <param name="PayloadType">The payload type.</param>
/// <param name="Timestamp">The time stamp.</param>
/// <param name="Marker">The marker bit.</param>
/// <param name="Buffer">The buffer, which begins with the payload.</param>
/// <param name="Length">The number of bytes of the payload.</param>
internal readonly record struct BufferedPacket(
    ulong Index, byte PayloadType, uint Timestamp, bool Marker, byte[] Buffer, int Length)
{
    /// <summary>When the packet arrived.</summary>
    public TimeSpan Arrival { get; init; }

    /// <summary>Whether a frame can begin with it.</summary>
    public bool CanBegin { get; init; }

    /// <summary>The payload.</summary>
    public ReadOnlySpan<byte> Payload => Buffer.AsSpan(0, Length);

    /// <summary>Returns the buffer to the pool.</summary>
    public void Return() => ArrayPool<byte>.Shared.Return(Buffer);
}
