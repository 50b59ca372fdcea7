using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Skapi.Rtc.Managed.Rtp;

namespace Skapi.Rtc.Managed.Srtp;

/// <summary>Protects what this side sends, and counts the roll-overs of each of its sources.</summary>
/// <param name="cipher">The protection. It belongs to the caller.</param>
internal sealed class SrtpSender(SrtpCipher cipher)
{
    private const uint MaxRtcpIndex = 0x7FFF_FFFF;

    private readonly Dictionary<uint, ulong> _highest = [];
    private uint _rtcpIndex;

    /// <summary>The maximum number of bytes that protection adds.</summary>
    public int Overhead => cipher.RtcpOverhead;

    /// <summary>Protects an RTP packet in place.</summary>
    /// <remarks>A packet that is sent again must be the same to the byte, because it is protected with the same nonce.</remarks>
    /// <param name="buffer">The packet, followed by room for <see cref="Overhead"/> bytes.</param>
    /// <param name="length">The number of bytes of the packet.</param>
    /// <returns>The number of bytes of the protected packet.</returns>
    /// <exception cref="ArgumentException">The packet is not RTP.</exception>
    public int ProtectRtp(Span<byte> buffer, int length)
    {
        if (!RtpHeader.TryRead(buffer[..length], out var header))
            throw new ArgumentException("The packet is not RTP.", nameof(buffer));

        ref var highest = ref CollectionsMarshal.GetValueRefOrAddDefault(_highest, header.Ssrc, out var isKnown);
        var index = isKnown ? PacketIndex.Nearest(highest, header.Sequence) : header.Sequence;
        highest = Math.Max(highest, index);
        var size = length + cipher.RtpOverhead;
        cipher.ProtectRtp(buffer[..size], header.Length, header.Ssrc, index);
        return size;
    }

    /// <summary>Protects a compound RTCP packet in place.</summary>
    /// <param name="buffer">The packet, followed by room for <see cref="Overhead"/> bytes.</param>
    /// <param name="length">The number of bytes of the packet.</param>
    /// <returns>The number of bytes of the protected packet.</returns>
    /// <exception cref="InvalidOperationException">2³¹ packets were sent: the key must not be used any more.</exception>
    public int ProtectRtcp(Span<byte> buffer, int length)
    {
        if (_rtcpIndex > MaxRtcpIndex)
            throw new InvalidOperationException("The SRTCP key was used for the maximum number of packets.");

        var size = length + cipher.RtcpOverhead;
        cipher.ProtectRtcp(buffer[..size], BinaryPrimitives.ReadUInt32BigEndian(buffer[4..]), _rtcpIndex++);
        return size;
    }
}
